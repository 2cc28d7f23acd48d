"""One person at one station, speaking through the station's API with a token of their own."""

from collections.abc import Mapping
from typing import Any

import httpx

from jisr.exercise.stations import ExerciseStation

TIMEOUT_SECONDS = 30


class RefusedError(Exception):
    """The station said no.

    Attributes:
        status: the HTTP status.
        code: the station's stable code for the refusal, or "".
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code


class Voice:
    """Calls as one person. Use as a context manager, or close it."""

    def __init__(self, station: ExerciseStation, account: str, reason: str = "") -> None:
        headers = {"Authorization": f"Bearer {station.tokens[account]}", "Accept-Language": "en"}
        if reason:
            headers["X-Jisr-Reason"] = reason
        self.account = account
        self.station_id = station.plan.station_id
        self._client = httpx.Client(base_url=f"{station.address}/api/v1", headers=headers, timeout=TIMEOUT_SECONDS)

    def get(self, path: str, **query: Any) -> Any:
        return self._answer(
            self._client.get(path, params={key: value for key, value in query.items() if value is not None})
        )

    def post(self, path: str, document: Mapping[str, Any] | None = None, **options: Any) -> Any:
        return self._answer(
            self._client.post(path, json=document if document is not None or options else {}, **options)
        )

    def put(self, path: str, document: Mapping[str, Any]) -> Any:
        return self._answer(self._client.put(path, json=document))

    def patch(self, path: str, document: Mapping[str, Any]) -> Any:
        return self._answer(self._client.patch(path, json=document))

    def download(self, path: str) -> bytes:
        response = self._client.get(path)
        if response.is_error:
            self._answer(response)
        return response.content

    def upload(self, path: str, field: str, name: str, content: bytes, **data: str) -> Any:
        return self._answer(self._client.post(path, files={field: (name, content)}, data=data))

    def close(self) -> None:
        self._client.close()

    @staticmethod
    def _answer(response: httpx.Response) -> Any:
        if response.is_error:
            try:
                said = response.json()
            except ValueError:
                said = {}
            message = said.get("message") or str(said.get("detail", "")) or response.text[:200]
            raise RefusedError(response.status_code, str(said.get("code", "")), message)
        return response.json() if response.content else None
