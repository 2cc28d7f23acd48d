"""Asking partners for the proof that their log only grew, and answering when they ask.

A checkpoint arrives with every receipt. Where it is larger than the newest one proved, the partner's station is asked
for a consistency proof. The proof needs no signature: it either leads from the one signed root to the other or it does
not. A partner that can't be reached stays "behind" and is asked again; one whose proof fails has rewritten its log, or
somebody on the way spoiled the proof: a proof that holds clears it, two signed roots for one size never clear.
"""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import httpx
import structlog

from jisr.core.ledger import LedgerError, WitnessVerdict
from jisr.core.ledger.bundle import read_hashes
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import system_actor
from jisr.station.ledger.services import Act, WitnessResult, record, witness
from jisr.station.partners import queries as partners

PROOF_PATH = "/oversight/v1/consistency"
TIMEOUT_SECONDS = 10
MAX_ANSWER_BYTES = 65_536

type FetchProof = Callable[[str, int, int], list[bytes] | None]

log = structlog.get_logger(__name__)


def proof_address(endpoint: str) -> str:
    """Where a partner answers for consistency proofs, from the endpoint on its card."""
    parts = urlsplit(endpoint)
    return urlunsplit((parts.scheme, parts.netloc, PROOF_PATH, "", ""))


def fetch_proof(endpoint: str, old_size: int, new_size: int) -> list[bytes] | None:
    """The partner's consistency proof between two sizes; None when it gives none."""
    try:
        with httpx.stream(
            "GET",
            proof_address(endpoint),
            params={"old_size": old_size, "new_size": new_size},
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
        ) as answer:
            if answer.status_code != httpx.codes.OK:
                return None
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > MAX_ANSWER_BYTES:
                    return None
        return read_hashes(httpx.Response(200, content=body).json().get("proof"), 1)
    except (httpx.HTTPError, LedgerError, ValueError, AttributeError):
        return None


def settle_partner(station_id: str, fetch: FetchProof = fetch_proof) -> WitnessResult | None:
    """Fetch and judge the proof for a partner's newest unproved checkpoint; None when there is none, or no answer.

    One that failed before is asked for again too: on an unprotected line somebody else can have spoiled it.
    """
    known = ledger.partner_log(station_id)
    pending = ledger.outstanding(station_id)
    partner = partners.partner(station_id)
    if not pending or known.size is None or partner is None:
        return None
    newest = pending[0]
    if newest.size == known.size:
        return None
    proof = fetch(partner.endpoint, *sorted((known.size, newest.size)))
    if proof is None:
        log.info("consistency_proof_not_given", partner=station_id)
        return None
    result = witness(station_id, newest.note, proof)
    if result.verdict.is_breach:
        _raise_alarm(station_id, result)
    return result


def settle_all(fetch: FetchProof = fetch_proof) -> list[WitnessResult]:
    """`settle_partner` for every partner whose log is behind."""
    stations = [name for name in ledger.witnessed_partners() if ledger.partner_state(name) == "behind"]
    results = [settle_partner(station_id, fetch) for station_id in stations]
    return [result for result in results if result is not None]


def _raise_alarm(station_id: str, result: WitnessResult) -> None:
    record(
        system_actor("witness"),
        Act.ADMINISTRATION,
        "partner",
        station_id,
        decision=f"ledger_{WitnessVerdict(result.verdict).value}",
        detail={"size": result.size, "known_size": result.known_size or 0},
    )
    log.error("partner_ledger_breach", partner=station_id, verdict=result.verdict.value)
