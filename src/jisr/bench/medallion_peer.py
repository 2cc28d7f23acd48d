"""Objects per second that medallion takes; `exchange_peer` runs it in an environment of its own: `medallion_peer.py N`.

One server process on loopback, memory backend, one client that posts batches of 200 STIX objects of about 2 KB and
waits until their status is complete. Prints the figure.
"""

import io
import json
import multiprocessing
import socket
import sys
import time
import uuid
from typing import Any

import httpx
from medallion import application_instance, register_blueprints, set_config  # type: ignore[import-not-found]

BATCH = 200
COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
TAXII = "application/taxii+json;version=2.1"
_CONTENT = {"Content-Type": TAXII, "Accept": TAXII}
_ROOT = {
    "information": {
        "title": "bench",
        "description": "",
        "versions": ["application/taxii+json;version=2.1"],
        "max_content_length": 104857600,
    },
    "status": [],
    "collections": [
        {
            "id": COLLECTION,
            "title": "bench",
            "can_read": True,
            "can_write": True,
            "media_types": ["application/stix+json;version=2.1"],
            "objects": [],
            "manifest": [],
        }
    ],
}
_DISCOVERY = {"title": "bench", "contact": "", "default": "/root/", "api_roots": ["/root/"]}


def serve(port: int) -> None:
    """The server, in this process, until it is ended."""
    backend = {
        "module": "medallion.backends.memory_backend",
        "module_class": "MemoryBackend",
        "filename": io.StringIO(json.dumps({"/discovery": _DISCOVERY, "root": _ROOT})),
    }
    configuration = {
        "backend": backend,
        "users": {"bench": "bench"},
        "taxii": {"max_page_size": 100, "interop_requirements": False},
    }
    for section in ("users", "taxii", "backend"):
        set_config(application_instance, section, configuration)
    register_blueprints(application_instance)
    application_instance.run(host="127.0.0.1", port=port, threaded=True)


def indicator() -> dict[str, Any]:
    """A STIX object of about 2 KB."""
    moment = "2026-11-24T10:00:00.000Z"
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uuid.uuid4()}",
        "created": moment,
        "modified": moment,
        "name": "EXERCISE",
        "description": "x" * 1_700,
        "pattern": "[email-addr:value = 'exercise@station.example']",
        "pattern_type": "stix",
        "valid_from": moment,
    }


def measure(objects: int, port: int) -> float:
    """Objects per second, from the first POST to the last complete status."""
    batches = [{"objects": [indicator() for _ in range(BATCH)]} for _ in range(max(1, objects // BATCH))]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", auth=("bench", "bench"), headers=_CONTENT) as client:
        start = time.perf_counter()
        for batch in batches:
            answer = client.post(f"/root/collections/{COLLECTION}/objects/", json=batch, timeout=120)
            answer.raise_for_status()
            if answer.json()["success_count"] != BATCH:
                raise SystemExit("medallion did not take every object")
        return len(batches) * BATCH / (time.perf_counter() - start)


def wait_for(port: int) -> None:
    """Until the server listens."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("medallion did not start")


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = multiprocessing.Process(target=serve, args=(port,), daemon=True)
    server.start()
    try:
        wait_for(port)
        print(measure(int(sys.argv[1]), port))
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
