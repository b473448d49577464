"""Whether statements agree with a concept, and why."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.coder import Coder
from onrecord.coding.learned import Learned
from onrecord.schema.report import Report
from onrecord.schema.words import Stance
from tests.coding.made import DRAIN, book, coded, of_text, side
from tests.record.conftest import actor, statement


@pytest.mark.parametrize(
    ("content", "agrees"),
    [
        ("We will drain the lake.", True),
        ("We will not drain the lake.", False),
        ("They won't drain the lake.", False),
        ("The lake must never be drained.", False),
        ("Draining the lake would be madness.", False),
        ("Draining the lake is not wrong.", True),
        ("Draining the lake is not the answer.", False),
        ("It is folly to drain the lake.", False),
        ("Draining the lake will kill the pike.", False),
        ("Draining the lake will not hurt anybody.", True),
        ("Nobody opposes draining the lake.", True),
        ("The council refused to support draining the lake.", False),
        ("There is no alternative to draining the lake.", True),
        ("It is not only right to drain the lake, it is cheap.", True),
        ("Draining the lake must be stopped.", False),
        ("We want to keep the lake.", False),
        ("We do not want to keep the lake.", True),
        ("The town is poor, but we will drain the lake.", True),
        ("No money, no houses. We will drain the lake.", True),
        ("The storm drain the lake feeds is full.", None),
        ("It rained all day.", None),
    ],
)
def test_words_around_turn_agreement(content: str, agrees: bool | None) -> None:
    assert side(content) == agrees


@pytest.mark.parametrize(
    ("cue", "stance", "agrees"),
    [
        ("said", "asserts", True),
        ("denied", "denies", False),
        ("opposed", "asserts", False),
        ("welcomed", "asserts", True),
        ("did not oppose", "rejects", True),
        ("called for", "asserts", True),
        ("backed", "asserts", True),
        ("mocked", "asserts", False),
    ],
)
def test_stance_and_cue_turn_agreement(cue: str, stance: str, agrees: bool) -> None:
    assert side("the plan to drain the lake", cue=cue, stance=stance) == agrees


def test_a_judgement_needs_no_verb_where_the_cue_names() -> None:
    assert side('the plan to drain the lake "madness"', cue="called") is False


def test_an_example_is_enough_without_words_and_says_which() -> None:
    (coding,) = coded("The swans would have no home then.")
    assert not coding.agreement
    assert "The swans would have no home." in coding.signs[0].what
    assert coding.signs[0].spans


def test_a_question_is_less_sure_than_an_assertion_and_a_plain_word_than_a_clear_one() -> None:
    def sure(content: str, **more: Any) -> float:
        return coded(content, **more)[0].confidence

    assert sure("drain the lake?", stance="asks") < sure("drain the lake?") < sure("we want to drain the lake?")
    assert sure("whether to drain the lake") < sure("when to drain the lake")


def test_what_stands_in_an_inner_statement_is_said_by_its_speaker() -> None:
    report = Report("Wells said that Lund wanted to drain the lake. Yes.")
    wells, lund = actor(report, "Wells"), actor(report, "Lund")
    outer = statement(report, "that Lund wanted to drain the lake", "Wells", wells, cue="said", kind="indirect")
    inner = statement(report, "to drain the lake", "Lund", lund, cue="wanted", kind="indirect", parent=outer.id)
    codings = Coder(book()).code(report, [outer, inner])
    assert [(coding.statement, coding.agreement) for coding in codings] == [(inner.id, True)]


def test_who_denies_saying_it_does_not_say_it() -> None:
    report = Report("Wells denied that she would drain the lake. Yes.")
    wells = actor(report, "Wells", "she")
    outer = statement(report, "that she would drain the lake", "Wells", wells, cue="denied", kind="indirect", stance="denies")
    inner = statement(report, "drain the lake", "she", wells, kind="indirect", parent=outer.id)
    (coding,) = Coder(book()).code(report, [outer, inner])
    assert (coding.statement, coding.agreement) == (inner.id, False)


def test_the_reporter_may_say_what_it_is_about() -> None:
    report = Report('Of the plan to drain the lake, Lund said it was "madness". Then he left to drain the lake.')
    said = statement(report, 'it was "madness"', "Lund", actor(report, "Lund"), cue="said", kind="mixed")
    (coding,) = Coder(book()).code(report, [said])
    assert not coding.agreement
    assert [span.text for span in coding.signs[0].spans] == ["drain the lake"]
    assert Coder(book()).code(report, [statement(report, "he left", "Lund", actor(report, "Lund"), kind="indirect")]) == []


def test_decisions_are_examples() -> None:
    words = "Ducks have no vote."
    assert coded(words) == []
    (coding,) = coded(words, coder=Coder(book(), Learned({DRAIN: {True: (("other", words),)}})))
    assert coding.agreement
    rejected = "Kids drain the lake in that game."
    assert coded(rejected) != []
    assert coded(rejected, coder=Coder(book(), Learned({DRAIN: {None: (("other", rejected),)}}))) == []


_VOCABULARY = "drain draining the lake lakes not never oppose madness is was keep we , . but empty swans water “ ” 🦢 ferry subsidy"
WORDS = st.sampled_from((*_VOCABULARY.split(), "\n"))


@given(st.lists(WORDS, min_size=1, max_size=25))
def test_every_sign_is_verbatim_and_the_same_words_give_the_same_codings(words: list[str]) -> None:
    report, said = of_text(" ".join(["x", *words]))
    codings = Coder(book()).code(report, [said])
    assert codings == Coder(book()).code(report, [said])
    for coding in codings:
        assert 0.5 <= coding.confidence <= 1
        assert all(report.holds(span) for sign in coding.signs for span in sign.spans)
        total = sum(sign.weight for sign in coding.signs)
        assert coding.agreement == (total >= 0)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_a_statement_that_is_denied_is_on_the_other_side(words: list[str]) -> None:
    report, said = of_text(" ".join(["x", *words]))
    plain = Coder(book()).code(report, [said])
    stances: tuple[tuple[Stance, bool], ...] = (("asserts", True), ("rejects", False))
    for stance, same in stances:
        for one, other in zip(plain, Coder(book()).code(report, [replace(said, stance=stance)]), strict=True):
            if one.confidence > 0.5:
                assert (one.agreement == other.agreement) == same
