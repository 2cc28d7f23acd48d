"""The outline of the world, and how a state's own view of boundaries changes it."""

import itertools

import pytest

from jisr.station.web.worldmap import WORLD_FILE, outline

pytestmark = pytest.mark.skipif(not WORLD_FILE.exists(), reason="the front-end parts are not built (make frontend)")


def test_partners_of_every_size_have_a_place() -> None:
    world = outline("ES")
    for code in ("MA", "ES", "ML", "FR", "US", "AE", "MT", "BH"):
        country = world.country(code)
        assert country is not None, code
        assert 0 < country.x < world.width
        assert 0 < country.y < world.height


def test_the_world_lies_as_people_know_it() -> None:
    world = outline("ES")
    x = {code: world.country(code).x for code in ("US", "MA", "IN", "NZ")}  # type: ignore[union-attr]
    y = {code: world.country(code).y for code in ("NO", "ES", "ML", "ZA")}  # type: ignore[union-attr]
    assert x["US"] < x["MA"] < x["IN"] < x["NZ"]
    assert y["NO"] < y["ES"] < y["ML"] < y["ZA"]


def test_nothing_is_drawn_across_the_whole_picture() -> None:
    for country in outline("ES").countries:
        for part in country.path.split("M")[1:]:
            xs = [float(pair.split(",")[0]) for pair in part.rstrip("Z").split("L")]
            assert all(abs(a - b) < 200 for a, b in itertools.pairwise(xs)), country.code


def test_a_worldview_draws_one_shape_without_the_inner_boundary() -> None:
    general, own = outline("ES"), outline("MA")
    assert general.country("EH") is not None
    assert own.country("EH") is None
    merged, before, part = own.country("MA"), general.country("MA"), general.country("EH")
    assert merged is not None
    assert before is not None
    assert part is not None
    assert merged.path.count("M") == 1
    assert merged.path.count("L") < before.path.count("L") + part.path.count("L")
    assert (merged.x, merged.y) == (before.x, before.y)
