"""Forgetting to hide is not possible unnoticed: every table of content is a hidden one, or says here why not."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from jisr.station import compartments
from jisr.station.compartments.hiding import Hidden, HiddenPart, hidden_tables

pytestmark = pytest.mark.django_db

STATION = Path(compartments.__file__).parents[1]
#: Rooms whose tables hold no content, or which colleagues do not enter.
ROOMS_WITHOUT_CONTENT = {
    "ledger": "ids, codes and counts; read by oversight",
    "accounts": "accounts of people who work here",
    "vault": "ids of erased records; keys stand outside the database",
    "compartments": "read through its own queries, each for one person",
    "vigilance": "read by oversight",
    "oversight": "read by oversight",
    "redress": "read by the data-protection officer and oversight, who look across compartments",
    "partners": "cards, agreements and what partners ask to be told; nothing that was found out",
}
TABLES_OUTSIDE = {
    "intake.Source": "code names; its manager hides a source of which nothing else is seen",
    "intake.ListImport": "a list is not put into a compartment; its entities are",
    "intake.WrongRowRecord": "as the list",
    "knowledge.Lineage": "random ids with a word that is never shown",
    "knowledge.ProfileChange": "ids, for the name index of each process",
    "diplomacy.CalendarToken": "digests of secrets; what a feed shows is its owner’s sight",
    "diligence.CountryAssessment": "of states, from public sources",
}


def test_every_table_of_content_is_hidden_or_says_why_not() -> None:
    open_tables = {
        table._meta.label
        for table in apps.get_models()
        if table.__module__.startswith("jisr.station.")
        and table._meta.app_label not in ROOMS_WITHOUT_CONTENT
        and not issubclass(table, Hidden | HiddenPart)
    }
    assert open_tables == set(TABLES_OUTSIDE)


def test_parts_lead_to_something_hidden() -> None:
    for table in apps.get_models():
        if issubclass(table, HiddenPart):
            assert table.part_of, table
            for path in table.part_of:
                whole = table
                for step in path.split("__"):
                    whole = whole._meta.get_field(step).related_model
                assert issubclass(whole, Hidden), f"{table}: {path}"


def test_hidden_tables_are_filled_by_the_database() -> None:
    drawn_by_hand = {"knowledge.EntityProfile", "knowledge.IdentityProposal", "knowledge.IdentityJudgement"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'compartments_inherit'")
        with_trigger = {name for (name,) in cursor.fetchall()}
    for table in hidden_tables():
        if table._meta.label not in drawn_by_hand:
            assert table._meta.db_table in with_trigger, table


#: Where the plain manager is used on purpose: the station's own work, which gives nothing back.
PLAIN_MANAGER = {
    "compartments/services/placing.py", "intake/models.py", "intake/services/reports.py", "intake/services/sources.py",
    "knowledge/compartmented.py", "knowledge/resolution/name_index.py", "knowledge/services/hidden.py",
    "knowledge/services/projections.py", "release/compartmented.py", "warnings/services/drafting.py",
}  # fmt: skip


def test_nobody_else_goes_round_the_manager() -> None:
    used = set()
    for path in STATION.rglob("*.py"):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        if "_base_manager" in names:
            used.add(str(path.relative_to(STATION)))
    assert used == PLAIN_MANAGER
