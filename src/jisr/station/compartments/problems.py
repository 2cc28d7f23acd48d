"""What cannot be done with compartments. What a person may not see is answered as if it had never existed."""

from django.utils.translation import gettext_lazy as _

from jisr.station.web.problems import Problem


class CompartmentNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("compartment_not_found", _("There is no such compartment."), status=404)


class RecordNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("record_not_found", _("There is no such record."), "reference", status=404)


class NotOwnerError(Problem):
    def __init__(self) -> None:
        super().__init__("compartment_not_owner", _("Only the owner of the compartment decides this."), status=403)


class ReasonShortError(Problem):
    def __init__(self, field: str = "reason") -> None:
        super().__init__("reason_too_short", _("Give the reason in a few words (at least 10 letters)."), field)


class NameTakenError(Problem):
    def __init__(self) -> None:
        super().__init__("compartment_name_taken", _("Choose another name."), "name", status=409)


class MemberNotReaderError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "member_not_reader",
            _("Only somebody whose role reads content can be let in; oversight reads without being let in."),
            "username",
        )


class MemberUnknownError(Problem):
    def __init__(self) -> None:
        super().__init__("member_unknown", _("This person is not in the compartment."), "username", status=404)


class UntilError(Problem):
    def __init__(self) -> None:
        super().__init__("until_out_of_range", _("Choose a day between tomorrow and a year from now."), "until")


class OwnerStaysError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "compartment_owner_stays", _("Hand the compartment to another member first."), "username", status=409
        )


class PlacementUnknownError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "placement_unknown",
            _("This record was not put into the compartment by hand, so it cannot be taken out by itself."),
            "reference",
            status=404,
        )


class MalformedReferenceError(Problem):
    def __init__(self) -> None:
        super().__init__(
            "reference_malformed",
            _("Write the reference as it was told to you: a number such as R-2026-0417, or kind:id."),
            "reference",
        )


class OpeningUnknownError(Problem):
    def __init__(self) -> None:
        super().__init__("opening_unknown", _("There is no such opening."), status=404)


class OpeningReviewedError(Problem):
    def __init__(self) -> None:
        super().__init__("opening_reviewed", _("This opening has been reviewed already."), status=409)


class OwnReviewError(Problem):
    def __init__(self) -> None:
        super().__init__("opening_own_review", _("Nobody reviews an opening of their own."), status=403)


class MinutesError(Problem):
    def __init__(self) -> None:
        super().__init__("minutes_out_of_range", _("An opening lasts between 5 and 240 minutes."), "minutes")
