"""A partner as a program of its own: `meet FILE` before the backup, `again FILE` after the restore.

`write FILE` takes in two reports with an attachment each, `erase FILE` erases the first, `read FILE` says what is left.

It keeps in FILE what a partner keeps: its keys and the newest proved checkpoint of the station. It prints, as JSON,
what it makes of the station's receipt and ledger.
"""

import json
import os
import sys
from pathlib import Path
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jisr.station.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from jisr.core.ledger import judge_checkpoint, log_origin, verify_checkpoint_with_any  # noqa: E402
from jisr.core.sealing import DispatchKind, StationKeys, verify_receipt  # noqa: E402
from jisr.core.statements import Grade  # noqa: E402
from jisr.station.accounts.models import User  # noqa: E402
from jisr.station.exchange.services.receiving import receive_batch  # noqa: E402
from jisr.station.exchange.testing import InMemoryPartner  # noqa: E402
from jisr.station.intake import services as intake  # noqa: E402
from jisr.station.intake.models import Attachment, Portion  # noqa: E402
from jisr.station.intake.services.erasure import erase_reports  # noqa: E402
from jisr.station.ledger.actor import Actor  # noqa: E402
from jisr.station.ledger.signing import note_keys_of_card  # noqa: E402
from jisr.station.partners.own_card import own_card  # noqa: E402


def officer(name: str) -> Actor:
    user = User.objects.get(username=name)
    return Actor(user.username, tuple(user.roles), user.pk)


def meet(file: Path) -> dict[str, object]:
    partner = InMemoryPartner()
    partner.become_active(officer("liaison"), officer("liaison2"))
    return exchange(partner, file, known_note="")


def again(file: Path) -> dict[str, object]:
    held = json.loads(file.read_text())
    partner = InMemoryPartner()
    partner.keys = StationKeys.from_bytes(bytes.fromhex(held["keys"]), None)
    return exchange(partner, file, known_note=held["note"])


def write(file: Path) -> dict[str, object]:
    """Two reports of the station's own; FILE keeps their ids."""
    made = {}
    for name in ("erased", "kept"):
        draft = intake.ReportDraft(
            text=f"EXERCISE text of the report to be {name}",
            source="SAFRAN",
            handling=intake.default_handling(),
            grade=Grade.parse("B2"),
            attachments=[intake.AttachmentDraft(f"{name}.txt", "text/plain", f"EXERCISE file {name}".encode())],
        )
        made[name] = str(intake.receive_report(officer("analyst"), draft))
    file.write_text(json.dumps(made))
    return {**made}


def erase(file: Path) -> dict[str, object]:
    identifier = UUID(json.loads(file.read_text())["erased"])
    return {"erased": erase_reports(officer("administrator"), [identifier], "retention_ended") is not None}


def read(file: Path) -> dict[str, object]:
    """Text and attachment of each report as the database and the keys of this home give them."""
    found: dict[str, object] = {}
    for name, identifier in json.loads(file.read_text()).items():
        texts = [portion.text for portion in Portion.objects.filter(report_id=identifier)]
        files = [bytes(each.content) for each in Attachment.objects.filter(report_id=identifier)]
        found[name] = {"texts": texts, "files": [content.decode() for content in files]}
    return found


def exchange(partner: InMemoryPartner, file: Path, known_note: str) -> dict[str, object]:
    """Send one dispatch; check the receipt, the checkpoint and the proof as a partner does."""
    keys = note_keys_of_card(own_card())
    origin = log_origin(settings.IDENTITY.station_id)
    known = verify_checkpoint_with_any(known_note.encode(), keys, origin) if known_note else None
    sealed = partner.write(DispatchKind.COORDINATION, {"text": "EXERCISE are you well?"})
    reply = receive_batch([sealed.sealed_bytes], timezone.now(), known.size if known else None)
    receipt = verify_receipt(
        reply.answers[0], own_card(), dispatch_id=sealed.id, digest=sealed.digest, sender=partner.station_id
    )
    now = verify_checkpoint_with_any(reply.checkpoint.encode(), keys, origin)
    verdict = judge_checkpoint(known, now, reply.proof, is_current=True).value if known else "first"
    file.write_text(json.dumps({"keys": partner.keys.to_bytes(None).hex(), "note": reply.checkpoint}))
    return {
        "verdict": verdict,
        "known_size": known.size if known else 0,
        "size": now.size,
        "receipt_index": receipt.ledger_index,
    }


if __name__ == "__main__":
    print(
        json.dumps(
            {"meet": meet, "again": again, "write": write, "erase": erase, "read": read}[sys.argv[1]](Path(sys.argv[2]))
        )
    )
