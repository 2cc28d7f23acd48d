"""The processes of a station, as an administrator starts and stops them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

PATIENCE_SECONDS = 120


def command(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "jisr.cli.main", "--home", str(home), *words]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("JISR_DATABASE_URL", "JISR_HOME")}
    return {**kept, "LANGUAGE": "en", "JISR_ADMIN_PASSWORD": "exercise-pass-1"}


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="jisr-p-"))
    names = ("--name-ar", "محطة", "--name-fr", "Station", "--name-en", "Station")
    made = command(folder / "home", "init", "--id", "rabat-processes", *names, "--country", "MA", "--exercise")
    subprocess.run(made, env=environment(), check=True, capture_output=True)
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail("the station did not become ready")


def stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[httpx.Client]:
    port = free_port()
    start = command(home, "serve", "--port", str(port), "--workers", "2")
    process = subprocess.Popen(start, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        try:
            wait_until_ready(client, process)
            yield client
            assert stop(process) == 0
        finally:
            process.kill()


def sign_in(client: httpx.Client, name: str) -> httpx.Response:
    page = client.get("/sign-in/")
    assert page.status_code == 200
    token = next(value for key, value in client.cookies.items() if "csrf" in key)
    form = {"login": name, "password": "exercise-pass-1", "csrfmiddlewaretoken": token}
    return client.post("/sign-in/", data=form, headers={"Referer": str(client.base_url)})


def test_people_sign_in_and_find_their_own_pages(served):
    assert sign_in(served, "administrator").status_code == 302
    assert served.get("/people/").status_code == 200
    assert served.get("/account/").status_code == 200


def test_pages_may_load_nothing_from_outside(served):
    policy = served.get("/sign-in/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_token_made_on_the_machine_opens_the_api(served, home):
    made = subprocess.run(
        command(home, "accounts", "token", "analyst"), env=environment(), check=True, capture_output=True, text=True
    )
    answer = served.get("/api/v1/accounts/me", headers={"Authorization": f"Bearer {made.stdout.strip()}"})
    assert answer.json()["username"] == "analyst"


def test_a_worker_does_what_waits_and_ends(served, home):
    done = subprocess.run(
        command(home, "worker", "--once"), env=environment(), check=False, capture_output=True, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0


def test_a_worker_is_seen_by_the_doctor_and_stops_when_asked(served, home):
    process = subprocess.Popen(
        command(home, "worker"), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            examined = subprocess.run(
                command(home, "doctor", "--json"), env=environment(), check=False, capture_output=True
            )
            states = {finding["name"]: finding["state"] for finding in json.loads(examined.stdout)["findings"]}
            if states["worker"] == "ok":
                break
        assert states["worker"] == "ok"
        assert stop(process) == 0
    finally:
        process.kill()


def test_a_second_server_on_the_same_port_says_so(served, home):
    port = str(served.base_url.port)
    done = subprocess.run(
        command(home, "serve", "--port", port, "--workers", "1"),
        env=environment(),
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert port in done.stderr.decode()
