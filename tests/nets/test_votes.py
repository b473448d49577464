"""The second vote: what voters say is joined; the shipped one is whole and tells clear cases apart."""

import math

import numpy as np
import pytest

from onrecord.nets.manifest import WEIGHTS
from onrecord.nets.pairs import Pair, pooled, signs
from onrecord.nets.sentences import encoder
from onrecord.nets.votes import Heads, digest, joined, log_softmax, read_vote, stances, votes
from onrecord.reading.interpret.parses import tokens_in, whole
from onrecord.reading.segment import segment
from onrecord.reading.tag import tag
from onrecord.schema.report import Report

SIGNS = sorted(["rain", "sun"], key=digest)
HEADS = Heads(
    np.array([digest(sign) for sign in SIGNS], np.uint32),
    np.array([[1, 0] if sign == "rain" else [0, 1] for sign in SIGNS], np.float32),
    np.eye(2, dtype=np.float32),
    np.zeros((2, 2), np.float32),
)


def pair(text: str, first: str, second: str | None = None) -> Pair:
    segments = segment(Report(text))
    places = [None if name is None else tokens_in(segments, (text.index(name), text.index(name) + len(name))) for name in (first, second)]
    return Pair(whole(segments, tag(segments)), places[0], places[1])


def test_known_signs_count_and_others_do_not() -> None:
    assert HEADS.on_signs(["rain", "snow"]).argmax() == 0
    assert HEADS.on_signs(["sun"]).argmax() == 1
    assert HEADS.on_signs(["snow"]).tolist() == pytest.approx([math.log(0.5)] * 2)
    assert HEADS.on_vector(np.array([0, 3], np.float32)).argmax() == 1


def test_voters_are_joined_by_their_shares() -> None:
    sure, not_sure = log_softmax(np.array([2.0, 0.0])), log_softmax(np.array([0.0, 1.0]))
    assert joined((sure, not_sure), (0.5, 0.5), np.zeros(2)).argmax() == 0
    assert joined((sure, not_sure), (0.1, 0.9), np.zeros(2)).argmax() == 1
    assert joined((sure, not_sure), (0.5, 0.5), np.array([0.0, 3.0])).argmax() == 1
    assert joined((sure, not_sure), (0.5, 0.5), np.zeros(2)).sum() == pytest.approx(1)


def test_all_weights_together_are_small() -> None:
    assert sum(len(file.read_bytes()) for file in WEIGHTS.iterdir()) < 14_000_000


@pytest.mark.net
def test_the_shipped_votes_are_whole() -> None:
    for name, labels in (("events", 15), ("stances", 5)):
        vote = read_vote(name, WEIGHTS)
        assert len(vote.labels) == labels
        assert len(vote.heads.keys) > 1000


@pytest.mark.net
def test_all_voters_of_the_shipped_vote_know_a_clear_event() -> None:
    its = pair("Norland arrested two Veland journalists on Monday.", "Norland", "Veland")
    vote, states = read_vote("events"), encoder().states([its.parse.words])[0]
    for voter in (vote.heads.on_signs(signs(its)), vote.heads.on_vector(pooled(its, states)), vote.reader.scores(its, states)):
        assert vote.labels[int(voter.argmax())] == "COERCE"


@pytest.mark.net
def test_the_same_sentence_has_the_same_vote_whatever_came_before() -> None:
    its, other = pair("Norland arrested two Veland journalists on Monday.", "Norland", "Veland"), pair("Norland left.", "Norland")
    first = votes([its])
    votes([other])
    assert votes([its.turned(), other, its])[2:] == first


@pytest.mark.net
@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Norland arrested two Veland journalists on Monday.", "COERCE"),
        ("Norland condemned Veland for the attack.", "ACCUSE"),
        ("Veland was bombed by Norland overnight.", "ASSAULT"),
        ("Norland sent tents and medicine to Veland.", "AID"),
    ],
)
def test_clear_events(text: str, root: str) -> None:
    its = votes([pair(text, "Norland", "Veland")])[0]
    assert max(its, key=lambda name: its[name]) == root
    assert sum(its.values()) == pytest.approx(1)


@pytest.mark.net
def test_a_missing_recipient_is_no_error() -> None:
    assert votes([pair("Norland withdrew its troops.", "Norland")])
    assert votes([]) == []


@pytest.mark.net
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Senator Marsh sharply criticized President Lane for lying.", "first opposes second"),
        ("Senator Marsh praised President Lane for her courage.", "first supports second"),
    ],
)
def test_clear_stances(text: str, stance: str) -> None:
    its = stances([pair(text, "Marsh", "Lane")])[0]
    assert max(its, key=lambda name: its[name]) == stance
