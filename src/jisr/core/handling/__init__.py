"""Markings, conditions, portions, and the release decision."""

from jisr.core.handling.conditions import Handling, strictest
from jisr.core.handling.errors import HandlingError, HandlingFormatError
from jisr.core.handling.vocabulary import (
    Classification,
    DataCategory,
    HandlingCode,
    NeutralityFlag,
    OnwardRule,
    PartnerState,
    Permission,
    Purpose,
    SpecialCategory,
    Tlp,
)

__all__ = [
    "Classification",
    "DataCategory",
    "Handling",
    "HandlingCode",
    "HandlingError",
    "HandlingFormatError",
    "NeutralityFlag",
    "OnwardRule",
    "PartnerState",
    "Permission",
    "Purpose",
    "SpecialCategory",
    "Tlp",
    "strictest",
]
