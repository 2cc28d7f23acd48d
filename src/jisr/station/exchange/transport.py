"""HTTP to partners: one POST carries many sealed messages and brings back one signed answer for each.

docs/protocol.md, section "Transport". Nothing of the answer is believed here but its form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import httpx
import orjson

REQUEST_TYPE: Final = "application/vnd.jisr.messages+jsonl"
ANSWER_TYPE: Final = "application/vnd.jisr.answers+json"
LEDGER_SIZE_HEADER: Final = "Jisr-Ledger-Size"
MAX_BATCH_MESSAGES: Final = 256
MAX_BATCH_BYTES: Final = 24 * 1024 * 1024
_MAX_ANSWER_BYTES: Final = 4 * 1024 * 1024
_TIMEOUT: Final = httpx.Timeout(60, connect=10)


class TransportError(Exception):
    """The partner could not be reached, or did not answer as a station does; try again later.

    `code` is stable and short: "unreachable", "timeout", "busy", "http_503", "not_an_answer".
    """

    def __init__(self, code: str, retry_after_seconds: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What came back.

    Attributes:
        answers: one compact JWS (receipt or refusal) for each message, in order.
        checkpoint: the partner's signed note, "" without.
        proof: consistency proof from the size that was named to the checkpoint's size; None without.
    """

    answers: tuple[bytes, ...]
    checkpoint: str
    proof: tuple[bytes, ...] | None


def post_messages(endpoint: str, messages: Sequence[bytes], known_ledger_size: int | None) -> BatchAnswer:
    """Send messages and read the answers.

    Args:
        known_ledger_size: size of the partner's ledger this station has proved; asks for a proof from there.

    Raises:
        TransportError: nothing is known of what became of the messages.
    """
    headers = {"Content-Type": REQUEST_TYPE, "Accept": ANSWER_TYPE}
    if known_ledger_size is not None:
        headers[LEDGER_SIZE_HEADER] = str(known_ledger_size)
    try:
        with _client().stream("POST", endpoint, content=b"\n".join(messages), headers=headers) as response:
            content = _limited(response)
    except httpx.TimeoutException as error:
        raise TransportError("timeout") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise TransportError("unreachable") from error
    if response.status_code in (429, 503):
        raise TransportError("busy", _seconds(response.headers.get("Retry-After")))
    if response.status_code != 200:
        raise TransportError(f"http_{response.status_code}")
    return _read(content, len(messages))


@lru_cache(maxsize=1)
def _client() -> httpx.Client:
    """One pool of connections for the process. Proxies and credentials of the environment are not used."""
    return httpx.Client(timeout=_TIMEOUT, trust_env=False, follow_redirects=False)


def _limited(response: httpx.Response) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > _MAX_ANSWER_BYTES:
            raise TransportError("not_an_answer")
    return bytes(content)


def _read(content: bytes, expected: int) -> BatchAnswer:
    try:
        document: dict[str, Any] = orjson.loads(content)
        answers = tuple(text.encode("ascii") for text in document["answers"])
        proof = document.get("proof")
        digests = None if proof is None else tuple(bytes.fromhex(text) for text in proof)
        checkpoint = document.get("checkpoint", "")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TransportError("not_an_answer") from error
    if len(answers) != expected or not isinstance(checkpoint, str):
        raise TransportError("not_an_answer")
    return BatchAnswer(answers, checkpoint, digests)


def _seconds(value: str | None) -> int | None:
    return min(int(value), 3600) if value and value.isascii() and value.isdigit() else None
