"""How reports are named when they are put into a compartment, and for what they are read."""

from uuid import UUID

from jisr.station.accounts.purposes import purpose_from
from jisr.station.compartments import references
from jisr.station.intake.models import FindingRecord, Portion, Report


def connect() -> None:
    references.register("report", references.Kind(find_report, describe_report, "intake:report"))
    purpose_from("report_id", lambda report_id: _purpose(Report.objects.filter(pk=report_id).first()))
    purpose_from("portion_id", lambda portion_id: _purpose_of_part(Portion.objects.filter(pk=portion_id).first()))
    purpose_from("finding_id", lambda finding: _purpose_of_part(FindingRecord.objects.filter(pk=finding).first()))


def find_report(text: str) -> UUID | None:
    """By number or id."""
    try:
        wanted = Report.objects.filter(pk=UUID(text))
    except ValueError:
        wanted = Report.objects.filter(number=text.upper())
    return wanted.values_list("pk", flat=True).first()


def describe_report(report_id: UUID) -> str:
    report = Report.objects.filter(pk=report_id).first()
    return f"{report.number} · {report.title}" if report else ""


def _purpose(report: Report | None) -> str:
    return report.purpose if report else ""


def _purpose_of_part(part: Portion | FindingRecord | None) -> str:
    return part.report.purpose if part else ""
