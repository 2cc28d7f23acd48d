"""The words on screen for the values that markings, permissions and records hold (glossary of the field)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Labels = "dict[str, _StrPromise]"

CLASSIFICATION: Labels = {
    "unclassified": _("Unclassified"),
    "restricted": _("Restricted"),
    "confidential": _("Confidential"),
    "secret": _("Secret"),
    "top_secret": _("Top secret"),
}
#: The short mark in front of a portion.
CLASSIFICATION_MARK: Labels = {
    "unclassified": pgettext_lazy("portion mark", "U"),
    "restricted": pgettext_lazy("portion mark", "R"),
    "confidential": pgettext_lazy("portion mark", "C"),
    "secret": pgettext_lazy("portion mark", "S"),
    "top_secret": pgettext_lazy("portion mark", "TS"),
}
#: TLP names are international and are not translated (FIRST TLP 2.0).
TLP = {
    "clear": "TLP:CLEAR",
    "green": "TLP:GREEN",
    "amber": "TLP:AMBER",
    "amber+strict": "TLP:AMBER+STRICT",
    "red": "TLP:RED",
}
HANDLING_CODE: Labels = {
    "H0": _("H0: only to prevent and combat crime"),
    "H1": _("H1: not in court without the originator's permission"),
    "H2": _("H2: not to be passed on without the originator's permission"),
    "H3": _("H3: other restrictions"),
}
PURPOSE: Labels = {
    "terrorism": _("Terrorism"),
    "terrorist_financing": _("Terrorist financing"),
    "human_trafficking": _("Trafficking in persons"),
    "migrant_smuggling": _("Migrant smuggling"),
    "organised_crime": _("Organised crime"),
    "violent_extremism": _("Violent extremism"),
    "cybercrime": _("Cybercrime"),
    "weapons": _("Weapons"),
    "drugs": _("Drugs"),
}
CATEGORY: Labels = {
    "suspect": _("Suspect"),
    "convicted": _("Convicted person"),
    "victim": _("Victim"),
    "witness": _("Witness"),
    "associate": _("Contact or associate"),
    "other": _("Other person"),
}
SPECIAL: Labels = {
    "minor": _("Minor"),
    "victim": _("Victim"),
    "witness": _("Witness"),
    "journalist": _("Journalist"),
    "lawyer": _("Lawyer"),
    "asylum_seeker": _("Asylum seeker"),
}
NEUTRALITY: Labels = {
    "political": _("political"),
    "military": _("military"),
    "religious": _("religious"),
    "racial": _("racial"),
}
GRADE_SCHEME: Labels = {
    "6x6": _("6x6 (A–F, 1–6)"),
    "4x4": _("4x4 (A–X, 1–4)"),
    "3x5x2": _("3x5x2 (1–3, A–E)"),
}
ONWARD: Labels = {
    "allowed": _("Allowed"),
    "ask_originator": _("Ask the originator first"),
    "never": _("Never"),
}
BASIS: Labels = {"fact": _("Fact"), "assessment": _("Assessment")}
PARTNER_STATE: Labels = {
    "proposed": _("Proposed"),
    "verified": _("Verified"),
    "active": _("Active"),
    "suspended": _("Suspended"),
    "revoked": _("Revoked"),
}


def label_of(labels: "dict[str, _StrPromise] | dict[str, str]", value: str) -> str:
    """The label of a value; the value itself when it has none."""
    return str(labels.get(value, value))
