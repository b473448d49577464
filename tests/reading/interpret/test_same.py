"""Two tellings are one event if nothing that both say differs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.interpret.same import joined
from onrecord.schema.draft import EventDraft

ATTACK = EventDraft("ASSAULT", None, ("military",), (1,), (2,), "2021-05-04", None, "happened", (3, 4), None, 0.8)


@pytest.mark.parametrize(
    "other",
    [
        replace(ATTACK, trigger=(9, 10)),
        replace(ATTACK, trigger=(9, 10), date=None),
        replace(ATTACK, trigger=(9, 10), mode="aerial", place="Tarn"),
    ],
)
def test_the_same_act_is_joined(other: EventDraft) -> None:
    (event,) = joined([ATTACK, other])
    assert (event.trigger, event.again, event.date, event.mode) == ((3, 4), ((9, 10),), "2021-05-04", other.mode)


@pytest.mark.parametrize(
    "other",
    [
        replace(ATTACK, actors=(2,), recipients=(1,)),
        replace(ATTACK, date="2021-05-05"),
        replace(ATTACK, modality="threatened"),
        replace(ATTACK, type="COERCE"),
        replace(ATTACK, recipients=()),
    ],
)
def test_another_act_is_not(other: EventDraft) -> None:
    assert joined([ATTACK, other]) == [ATTACK, other]


def test_the_surer_telling_stands() -> None:
    (event,) = joined([ATTACK, replace(ATTACK, trigger=(9, 10), confidence=0.9)])
    assert (event.trigger, event.again) == ((9, 10), ((3, 4),))


@given(st.lists(st.sampled_from([ATTACK, replace(ATTACK, date=None), replace(ATTACK, actors=(3,)), replace(ATTACK, date="2022")])))
def test_no_telling_is_lost(events: list[EventDraft]) -> None:
    placed = [replace(event, trigger=(number, number + 1)) for number, event in enumerate(events)]
    found = joined(placed)
    assert sorted(span for event in found for span in (event.trigger, *event.again)) == [event.trigger for event in placed]
