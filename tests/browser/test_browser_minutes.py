"""Minutes of a closed meeting, written in Rabat in French, amended in Madrid, signed in both capitals."""

from collections.abc import Callable

import pytest
from navigators import WAIT_MS, Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("story")]

TITLE = "EXERCICE : réunion des experts"
OURS, THEIRS = "EXERCICE : échange chaque semaine.", "EXERCICE : échange chaque quinzaine."
PROMISE = "EXERCICE : Rabat fournira les cartes."


def open_when_there(person: Person, list_path: str, title: str) -> str:
    """Look at a list until a record of this title has arrived, open it, and give its address."""
    for _each in range(40):
        link = person.go(list_path).get_by_role("link", name=title).first
        if link.count():
            link.click()
            person.settle()
            return person.path
        person.page.wait_for_timeout(500)
    raise AssertionError(f"{title} did not arrive")


def reads(person: Person, path: str, words: str) -> bool:
    """Open the page again until the words stand on it."""
    for _each in range(40):
        if words in person.go(path).locator("main").inner_text():
            return True
        person.page.wait_for_timeout(500)
    return False


def test_two_capitals_agree_on_one_text(sign_in: Callable[..., Person]) -> None:
    # Given a cooperation officer in Rabat, who begins minutes with one item
    rabat = sign_in("rabat", "cooperation", "fr")
    page = rabat.go("/diplomacy/minutes/new/")
    page.fill("[name=title]", TITLE)
    page.get_by_label("Station de Madrid").check()
    page.fill("[name=items]", "EXERCICE : filières")
    rabat.press("Commencer")
    minutes = rabat.path
    rabat.press("Rédiger")
    item = rabat.path
    rabat.page.locator("main form textarea[name=text]").first.fill(OURS)
    rabat.press("Conserver")

    # When they mark a commitment, leave a text unsent, and come back to it
    promise = rabat.go(item).locator("form", has=rabat.page.locator("input[value=promise]"))
    promise.locator("[name=words]").fill(PROMISE)
    promise.locator("[name=debtor]").select_option("rabat")
    promise.locator("[name=due]").fill("2027-06-30")
    rabat.press("Marquer", within=promise)
    area = rabat.page.locator("main form textarea[name=text]").first
    area.fill(f"{OURS} EXERCICE : pas encore envoyé.")
    rabat.go(minutes)
    rabat.go(item)

    # Then the tab has kept it, and says so
    assert "pas encore envoyé" in area.input_value()
    assert rabat.page.locator("[data-draft-note]").is_visible()
    rabat.press("Le jeter")
    assert area.input_value() == OURS

    # When it is shared, and Madrid amends the item
    rabat.go(minutes)
    rabat.press("Partager avec le partenaire")
    madrid = sign_in("madrid", "cooperation", "en")
    there = open_when_there(madrid, "/diplomacy/minutes/", TITLE)
    assert OURS in madrid.text
    madrid.press("Write")
    madrid.page.locator("main form textarea[name=text]").first.fill(THEIRS)
    madrid.press("Keep")

    # Then Rabat reads Madrid's words, with who changed what in the history
    assert reads(rabat, minutes, THEIRS)
    rabat.page.locator("#history summary").click()
    assert rabat.page.locator("#history del", has_text=OURS).first.is_visible()
    assert not rabat.page.get_by_role("button", name="Signer").count()

    # When a senior official signs in each capital, in Arabic and in English
    first, second = sign_in("rabat", "senior", "ar"), sign_in("madrid", "senior", "en")
    first.go(minutes)
    first.press("توقيع")
    assert reads(second, there, "Rabat station")
    for _each in range(40):
        if second.go(there).get_by_role("button", name="Sign beside the partner").count():
            break
        second.page.wait_for_timeout(500)
    second.press("Sign beside the partner")

    # Then both hold one text signed by all, nobody changes it any more, and the promise stands in the list of both
    assert reads(rabat, minutes, "signé par tous")
    assert rabat.page.get_by_role("link", name="Rédiger").count() == 0
    open_when_there(rabat, "/diplomacy/commitments/", PROMISE)
    open_when_there(madrid, "/diplomacy/commitments/", PROMISE)
    assert madrid.page.locator("blockquote", has_text=PROMISE).first.is_visible(timeout=WAIT_MS)
    assert rabat.complaints == []
    assert madrid.complaints == []
    assert rabat.outside == []
