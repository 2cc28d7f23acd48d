"""The UN consolidated list: an invented one of the same form, and the real one where it is at hand."""

import os
from collections import Counter
from pathlib import Path

import pytest

from jisr.interop.entities import EntityRow, WrongRow
from jisr.interop.kinds import FileKind
from jisr.interop.lists import read_list, write_wrong_rows
from jisr.interop.problems import IntakeError

INVENTED = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-01-01">
<INDIVIDUALS>
<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>EXERCISE</FIRST_NAME><SECOND_NAME>ONE</SECOND_NAME>
<UN_LIST_TYPE>Exercise</UN_LIST_TYPE><REFERENCE_NUMBER>EXi.001</REFERENCE_NUMBER><LISTED_ON>2020-02-03</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>تمرين واحد</NAME_ORIGINAL_SCRIPT><COMMENTS1>An invented person.</COMMENTS1>
<NATIONALITY><VALUE>Mali</VALUE><VALUE>Possibly elsewhere</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ex Un</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Uno</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><CITY>Gao</CITY><COUNTRY>Mali</COUNTRY></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1965</FROM_YEAR><TO_YEAR>1969</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1967</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1966-05-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Kidal</CITY><COUNTRY>Mali</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>EX1234567</NUMBER><ISSUING_COUNTRY>Mali</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL>
<INDIVIDUAL><DATAID>2</DATAID><FIRST_NAME/></INDIVIDUAL>
</INDIVIDUALS>
<ENTITIES>
<ENTITY><DATAID>3</DATAID><FIRST_NAME>EXERCISE TRADING</FIRST_NAME><UN_LIST_TYPE>Exercise</UN_LIST_TYPE>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old Trading</ALIAS_NAME></ENTITY_ALIAS></ENTITY>
</ENTITIES>
</CONSOLIDATED_LIST>"""


def test_an_individual_with_everything_said_of_it() -> None:
    person, listing, *_ = list(read_list(INVENTED.encode(), FileKind.UN_LIST).rows)
    assert isinstance(person, EntityRow)
    assert isinstance(listing, EntityRow)
    assert (person.line, person.key, person.schema, person.dataset) == (4, "id:un-sc-1", "Person", "un_sc_sanctions")
    assert person.properties["name"] == ("EXERCISE ONE", "تمرين واحد")
    assert person.properties["alias"] == ("Ex Un",)
    assert person.properties["weakAlias"] == ("Uno",)
    assert person.properties["birthDate"] == ("1965", "1969", "1967", "1966-05-04")
    assert "Born between 1965 and 1969" in person.properties["notes"]
    assert "Born approximately 1967" in person.properties["notes"]
    assert person.properties["nationality"] == ("ml",)
    assert person.properties["passportNumber"] == ("EX1234567",)
    assert person.properties["address"] == ("Gao, Mali",)
    assert person.properties["birthPlace"] == ("Kidal, Mali",)
    assert listing.properties["listingDate"] == ("2020-02-03",)
    assert listing.properties["entity"] == ("un-sc-1",)


def test_values_that_do_not_fit_are_kept_as_notes_with_a_warning() -> None:
    person = next(iter(read_list(INVENTED.encode(), FileKind.UN_LIST).rows))
    assert isinstance(person, EntityRow)
    assert [(problem.field, problem.code, problem.is_warning) for problem in person.problems] == [
        ("NATIONALITY", "invalid_value", True)
    ]
    assert "NATIONALITY: Possibly elsewhere" in person.properties["notes"]


def test_a_record_without_a_name_is_wrong_and_can_be_mended() -> None:
    wrong = [row for row in read_list(INVENTED.encode(), FileKind.UN_LIST).rows if isinstance(row, WrongRow)]
    assert [(row.line, row.problems[0].code) for row in wrong] == [(17, "missing_name")]
    _, file = write_wrong_rows(FileKind.UN_LIST, (), wrong, "fr")
    mended = file.replace(b"<FIRST_NAME></FIRST_NAME>", b"<FIRST_NAME>EXERCISE TWO</FIRST_NAME>")
    rows = list(read_list(mended, FileKind.UN_LIST).rows)
    assert [row.key for row in rows if isinstance(row, EntityRow)] == ["id:un-sc-2", "id:un-sc-2-listing"]


def test_an_entity_is_an_organisation() -> None:
    rows = [row for row in read_list(INVENTED.encode(), FileKind.UN_LIST).rows if isinstance(row, EntityRow)]
    trading = next(row for row in rows if row.key == "id:un-sc-3")
    assert (trading.schema, trading.properties["previousName"]) == ("Organization", ("Old Trading",))


def test_a_list_that_breaks_off_gives_what_came_before_and_then_says_where() -> None:
    data = INVENTED[: INVENTED.index("<ENTITIES>")].encode() + b"<ENTITIES><ENTITY></ENTITIES>"
    rows = []
    with pytest.raises(IntakeError) as error:
        rows.extend(read_list(data, FileKind.UN_LIST).rows)
    assert error.value.problem.code == "broken_xml"


def test_other_xml_is_refused() -> None:
    with pytest.raises(IntakeError) as error:
        list(read_list(b"<html></html>", FileKind.UN_LIST).rows)
    assert error.value.problem.code == "not_un_list"


def test_the_real_list() -> None:
    shared = Path(os.environ.get("JISR_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
    path = shared / "un_consolidated.xml"
    if not path.exists():
        pytest.skip(f"the UN list is not at {path}")
    data = path.read_bytes()
    rows = list(read_list(data, FileKind.UN_LIST).rows)
    right = [row for row in rows if isinstance(row, EntityRow)]
    assert Counter(row.schema for row in right) == {"Person": 713, "Organization": 305, "Sanction": 1018}
    assert len({row.key for row in right}) == len(rows)
    people = [row for row in right if row.schema == "Person"]
    assert sum("birthDate" in row.properties for row in people) > 600
    assert (
        sum(any("\u0600" < letter < "\u06ff" for name in row.properties["name"] for letter in name) for row in people)
        > 200
    )
