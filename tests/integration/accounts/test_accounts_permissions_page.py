"""The printed table of permissions is the one in the code."""

from pathlib import Path

import pytest
from django.utils import translation

from jisr.station.permissions import document

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "permissions.md"


def test_the_reference_page_is_current():
    with translation.override("en"):
        current = document()
    assert PAGE.read_text(encoding="utf-8") == current, "run: python -m jisr.station.permissions_page > " + str(PAGE)
