"""A joint record ends the same at every station, whatever the order, the losses and the repeats of delivery."""

from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jisr.core.diplomacy.plans import PLANS, PlanObject
from jisr.core.jointrecords import Dot, JointRecord, JointRecordError, Operation, Take, digest_of_version, made_id

PARTIES = ("bamako", "madrid", "rabat")
RECORD = UUID("01930000-0000-7000-8000-000000000001")
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
TYPES = (PlanObject.ACTIVITY, PlanObject.OBJECTIVE, PlanObject.MILESTONE)


class Author:
    """A station that writes by what it knows, and hears of the others when it pleases chance."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.record = JointRecord(PLANS, RECORD, PARTIES)

    def write(self, random: Random, *, may_break_rules: bool) -> Operation:
        number, after = self.record.next_operation(self.name)
        common = {"author": self.name, "number": number, "after": after, "at": AT}
        known = sorted(self.record.objects)
        if not known or random.random() < 0.2:
            identifier = made_id(RECORD, Dot(self.name, number))
            made = Operation(
                **common, object=identifier, take=Take.MAKE, type=random.choice(TYPES), owner=random.choice(PARTIES),
                values={"title": f"{self.name} {number}"},
            )  # fmt: skip
            self.record.take(made)
            return made
        held = self.record.objects[random.choice(known)]
        owns = held.owner == self.name or may_break_rules
        draw = random.random()
        if owns and draw < 0.1:
            operation = Operation(**common, object=held.id, take=Take.HAND, owner=random.choice(PARTIES))
        elif owns and draw < 0.2:
            take = Take.RESTORE if held.is_removed else Take.REMOVE
            operation = Operation(**common, object=held.id, take=take)
        else:
            day = f"2026-0{random.randint(1, 9)}-1{random.randint(0, 9)}"
            values = {"title": f"by {self.name} {random.randint(0, 3)}"}
            if owns and random.random() < 0.6:
                values = {"due": day} if "due" in held.type.fields else {"starts": day}
            operation = Operation(**common, object=held.id, take=Take.WRITE, values=values)
        self.record.take(operation)
        return operation


def story(random: Random, count: int, *, may_break_rules: bool = False) -> list[Operation]:
    """So many operations of three stations, each of which hears of the others now and then, in gaps and leaps."""
    authors = [Author(name) for name in PARTIES]
    written: list[Operation] = []
    for _each in range(count):
        author = random.choice(authors)
        written.append(author.write(random, may_break_rules=may_break_rules))
        if random.random() < 0.3:
            reader = random.choice(authors)
            for operation in random.sample(written, random.randint(0, min(len(written), 12))):
                reader.record.take(operation)
    return written


@given(st.integers(0, 2**32), st.integers(1, 60), st.booleans())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_with_repeats_ends_in_the_same_record(seed: int, count: int, may_break_rules: bool) -> None:
    random = Random(seed)
    written = story(random, count, may_break_rules=may_break_rules)
    straight = JointRecord.of(PLANS, RECORD, PARTIES, written)
    assert not straight.waiting
    for _each in range(3):
        shuffled = [*written, *random.sample(written, len(written) // 2)]
        random.shuffle(shuffled)
        other = JointRecord.of(PLANS, RECORD, PARTIES, shuffled)
        assert not other.waiting
        assert digest_of_version(other) == digest_of_version(straight)
        assert set(other.refused) == set(straight.refused)
        assert other.clock == straight.clock


@given(st.integers(0, 2**32), st.integers(2, 60))
@settings(deadline=None)
def test_what_was_lost_and_is_sent_again_closes_the_gap(seed: int, count: int) -> None:
    random = Random(seed)
    written = story(random, count)
    lost = set(random.sample(range(count), count // 3))
    record = JointRecord.of(PLANS, RECORD, PARTIES, (o for n, o in enumerate(written) if n not in lost))
    before = sum(record.clock.values()) + len(record.waiting)
    assert before == count - len(lost)
    for number in lost:
        record.take(written[number])
    assert digest_of_version(record) == digest_of_version(JointRecord.of(PLANS, RECORD, PARTIES, written))


@given(st.integers(0, 2**32), st.integers(1, 50))
@settings(deadline=None)
def test_no_value_is_overwritten_by_one_who_did_not_know_it(seed: int, count: int) -> None:
    written = story(Random(seed), count)
    record = JointRecord.of(PLANS, RECORD, PARTIES, written)
    for held in record.objects.values():
        for name, values in held.written.items():
            stand = {value.by.dot for value in values}
            for operation in written:
                is_about_it = operation.object == held.id and name in operation.values
                if is_about_it and operation.dot not in record.refused and operation.dot not in stand:
                    assert any(each.by.knew(operation.dot) for each in values) or any(
                        later.knew(operation.dot)
                        for later in written
                        if later.object == held.id and name in later.values and later.dot not in record.refused
                    )


@given(st.integers(0, 2**32), st.integers(1, 60))
@settings(deadline=None)
def test_only_the_owner_writes_what_is_the_owners(seed: int, count: int) -> None:
    record = JointRecord.of(PLANS, RECORD, PARTIES, story(Random(seed), count, may_break_rules=True))
    for held in record.objects.values():
        owners = {owner for _dot, owner in held.owners}
        makers = {held.owners[0][0].author}
        for name in ("starts", "due"):
            if held.type.code == PlanObject.OBJECTIVE:
                continue  # both sides may move an objective's day
            assert {value.by.author for value in held.written.get(name, ())} <= owners | makers


@given(st.integers(0, 2**32), st.integers(1, 40))
@settings(deadline=None)
def test_an_operation_travels_unchanged(seed: int, count: int) -> None:
    for operation in story(Random(seed), count):
        assert Operation.from_json(operation.to_json()) == operation


@given(st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8) | st.lists(st.integers())))
def test_what_is_no_operation_is_refused(document: dict) -> None:
    with pytest.raises(JointRecordError):
        Operation.from_json(document)
