"""What people do at a station with a browser, as verbs, so that a journey reads as what happened.

Each verb does what a person does (opens, types, presses) and waits for what they would see next.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from jisr.exercise.stations import ExerciseStation

WAIT_MS = 20_000
#: Parts of a page that htmx is fetching or putting in place.
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"


@dataclass
class Person:
    """One person with a browser of their own, signed in at one station."""

    station: ExerciseStation
    page: Page
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open an address of the person's station."""
        answer = self.page.goto(self.station.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self._read_when_whole()

    def settle(self) -> Page:
        """Wait until what was pressed has had its effect, and read the page."""
        self.page.wait_for_load_state("networkidle")
        return self._read_when_whole()

    def _read_when_whole(self) -> Page:
        expect(self.page.locator(UNDER_WAY)).to_have_count(0, timeout=WAIT_MS)
        self.read.append(self.page.locator("body").inner_text())
        return self.page

    def press(self, name: str, within: Locator | None = None) -> Page:
        """Press the button, or follow the link, with this label."""
        place = within or self.page.locator("main")
        label = re.compile(rf"^{re.escape(name)}( |$)")
        found = place.get_by_role("button", name=label).or_(place.get_by_role("link", name=label))
        found.locator("visible=true").first.click(timeout=WAIT_MS)
        return self.settle()

    def sees(self, words: str) -> bool:
        """Whether the words come to stand on the page."""
        self.page.get_by_text(words).locator("visible=true").first.wait_for(timeout=WAIT_MS)
        return True

    def overflows(self) -> bool:
        """Whether the page is wider than the window."""
        root = self.page.locator("html")
        return bool(root.evaluate("root => root.scrollWidth > root.clientWidth + 1"))

    @property
    def path(self) -> str:
        """The address of the page, without the station's."""
        return self.page.url.removeprefix(self.station.address)

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


@dataclass(frozen=True)
class Reporting:
    """An analyst with reports: takes them in, marks portions, confirms what was found, settles who is who."""

    person: Person

    def take_in(self, text: str, source: str, grade: str, purpose: str) -> str:
        """Paste a report; the address of its page."""
        page = self.person.go("/intake/new/")
        page.fill("[name=text]", text)
        page.fill("[name=source]", source)
        page.fill("[name=grade]", grade)
        page.select_option("[name=purpose]", purpose)
        self.person.press("Take in")
        return self.person.path

    def mark_portion(self, number: int, classification: str, scope: str, countries: Sequence[str] = ()) -> None:
        """Give one portion a marking of its own."""
        page = self.person.page
        page.get_by_role("link", name=f"Mark portion {number}").click()
        self.person.settle()
        page.select_option("[name=classification]", classification)
        page.select_option("[name=release_scope]", scope)
        if countries:
            page.select_option("[name=releasable_to]", list(countries))
        self.person.press("Save")

    def accept_person(self, name: str, category: str) -> None:
        """Accept one finding and say in what capacity the person stands in the report."""
        row = self.person.page.locator("[data-row][id^=finding-]", has_text=name).first
        row.locator("[name=category]").select_option(category)
        self.person.press("Accept", within=row)
        row.get_by_role("button", name="Undo").wait_for(timeout=WAIT_MS)

    def accept_everything(self) -> None:
        self.person.press("Accept all")
        expect(self.person.page.get_by_role("button", name="Accept all")).to_have_count(0, timeout=WAIT_MS)
        self.person.settle()

    def is_asked_whether_same(self, name: str) -> Locator:
        """The station's proposal that somebody in this report is a person known by `name`."""
        page = self.person.page
        proposal = page.locator("section[id^=pair-]", has_text=name).first
        for _ in range(20):
            if proposal.count():
                return proposal
            page.wait_for_timeout(500)
            page.reload()
            self.person.settle()
        raise AssertionError(f"no identity was proposed for {name}")

    def decide_same(self, proposal: Locator, why: str) -> None:
        proposal.locator("[name=note]").fill(why)
        self.person.press("Same person", within=proposal)
        self.person.sees("Kept with your name and the time.")


@dataclass(frozen=True)
class Warnings:
    """Somebody who drafts warnings and follows them."""

    person: Person

    def draft_from_report(self, words: dict[str, str], country: str, probability: int, recipient: str) -> str:
        """Draft a warning from the report on screen, with all of it going along; the address of the draft."""
        self.person.press("Draft a warning")
        page = self.person.page
        for name, value in words.items():
            page.fill(f"[name={name}]", value)
        page.select_option("[name=language]", "en")
        page.select_option("[name=country]", country)
        page.fill("[name=probability]", str(probability))
        for choice in page.locator("[name=portion], [name=statement]").all():
            choice.check()
        page.check(f"[name=recipients][value={recipient}]")
        page.select_option("[name=acknowledge_within_minutes]", "60")
        page.select_option("[name=classification]", "restricted")
        page.select_option("[name=release_scope]", "agreements")
        self.person.press("Keep the draft")
        return self.person.path

    def propose(self, note: str) -> None:
        self.person.page.locator("[name=note]").fill(note)
        self.person.press("Propose the release")

    def sees_on_the_board(self, title: str, words: Sequence[str]) -> None:
        """Look at the board until the warning's row says all of this."""
        for _ in range(20):
            row = self.person.go("/warnings/").locator("[data-row]", has_text=title).first
            said = row.inner_text()
            if all(word in said for word in words):
                return
            self.person.page.wait_for_timeout(500)
        raise AssertionError(f"the board says: {said}")


@dataclass(frozen=True)
class Releasing:
    """The second pair of eyes."""

    person: Person

    def open_proposal(self, title: str) -> Locator:
        """Open the proposal from the list; the two sides of the partner's view."""
        self.person.go("/release/")
        self.person.page.locator("[data-row]", has_text=title).get_by_role("link").first.click()
        self.person.settle()
        return self.person.page.locator("main .sides").first

    def release(self) -> None:
        self.person.press("Release")


@dataclass(frozen=True)
class Receiving:
    """Somebody at the partner's station who answers warnings."""

    person: Person

    def find_in_inbox(self, title: str) -> Locator:
        """The warning's row in the inbox, once it has come."""
        for _ in range(30):
            row = self.person.go("/exchange/inbox/").locator("[data-row]", has_text=title)
            if row.count():
                return row.first
            self.person.page.wait_for_timeout(500)
        raise AssertionError(f"{title} did not come in")

    def acknowledge(self, title: str, action: str) -> None:
        self.person.go("/warnings/received/").locator("[data-row]", has_text=title).get_by_role("link").first.click()
        self.person.settle()
        self.person.page.fill("[name=action]", action)
        self.person.press("Acknowledge")

    def give_feedback(self, verdict: str, comment: str) -> None:
        self.person.press("Thread, receipt, feedback")
        page = self.person.page
        page.get_by_text("Give feedback").click()
        self.person.settle()
        page.check(f"[name=verdict][value={verdict}]")
        page.fill("[name=comment]", comment)
        self.person.press("Send the feedback")


@dataclass(frozen=True)
class Watching:
    """The oversight officer."""

    person: Person

    def open_newest_entry_about(self, record_kind: str, record_id: str) -> None:
        """Find the ledger's entries about one record, and open the newest."""
        self.person.go(f"/oversight/ledger/?record_kind={record_kind}&record_id={record_id}")
        self.person.page.locator("main [data-row]").first.get_by_role("link").first.click()
        self.person.settle()

    def give_reason(self, reason: str) -> None:
        self.person.page.fill("[name=reason]", reason)
        self.person.page.locator("main form:has([name=reason]) button[type=submit]").click()
        self.person.settle()
