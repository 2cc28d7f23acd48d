"""The refusal of a judgement that another standing one contradicts, naming that one."""

from django.utils.translation import gettext as _

from jisr.station.knowledge.models import IdentityJudgement, Verdict
from jisr.station.web.localtime import format_day
from jisr.station.web.problems import Problem


class ContradictoryJudgementError(Problem):
    """The verdict cannot stand beside an earlier one.

    Args:
        in_the_way: the standing judgement that has to be undone first, if it was wrong.
    """

    def __init__(self, in_the_way: IdentityJudgement) -> None:
        self.judgement = in_the_way
        message = (
            _("%(who)s decided on %(day)s that they are the same (decision %(id)s). Undo that first if it was wrong.")
            if in_the_way.verdict == Verdict.SAME
            else _(
                "%(who)s decided on %(day)s that two of them differ (decision %(id)s). Undo that first if it was wrong."
            )
        )
        said = {"who": in_the_way.decided_by, "day": format_day(in_the_way.decided_at), "id": in_the_way.id}
        super().__init__("contradictory_judgement", message % said, status=409)

    def to_json(self) -> dict[str, str]:
        return {**super().to_json(), "judgement": str(self.judgement.id)}
