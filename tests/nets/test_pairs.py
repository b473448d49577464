"""What is seen of two actors: their verbs, what hangs on these, and which way round the actors stand."""

import numpy as np

from onrecord.nets.pairs import Pair, Parse, places, pooled, signs, stem

# Norland has not attacked Veland today
WORDS = ("Norland", "has", "not", "attacked", "Veland", "today")
PARSE = Parse(WORDS, ("NNP", "VBZ", "RB", "VBN", "NNP", "NN"), (3, 3, 3, 3, 3, 3), ("nsubj", "aux", "advmod", "root", "obj", "obl"))
PAIR = Pair(PARSE, (0, 1), (4, 5))


def test_stems_lose_their_endings() -> None:
    assert [stem(word) for word in ("attacked", "attacks", "attacking", "attack")] == ["attack"] * 4
    assert stem("is") == "is"


def test_signs_name_the_verb_of_both_and_who_is_who() -> None:
    seen = signs(PAIR)
    assert {"aV:attack", "aR:nsubj:attack", "bR:obj:attack", "both:attack", "same", "orderTrue", "<SRC> has", "aNEG:attack"} <= seen
    assert "orderFalse" in signs(PAIR.turned())
    assert "aR:obj:attack" in signs(PAIR.turned())


def test_names_are_masked() -> None:
    assert not {"norland", "veland"} & signs(PAIR)


def test_a_missing_actor_is_no_error() -> None:
    alone = Pair(PARSE, (0, 1), None)
    assert "bV:attack" not in signs(alone)
    assert not pooled(alone, np.ones((6, 2), np.float32))[2:4].any()


def test_a_circle_in_a_tree_ends() -> None:
    circle = Parse(("a", "b", "c"), ("NN", "NN", "NN"), (1, 0, 0), ("x", "x", "x"))
    assert signs(Pair(circle, (0, 1), (2, 3)))


def test_vectors_are_pooled_around_the_actors() -> None:
    states = np.arange(12, dtype=np.float32).reshape(6, 2)
    source_verb, target_verb, source, target, middle, all_ = pooled(PAIR, states).reshape(6, 2)
    assert source_verb.tolist() == target_verb.tolist() == states[3].tolist()
    assert (source.tolist(), target.tolist()) == (states[0].tolist(), states[4].tolist())
    assert middle.tolist() == states[1:4].mean(0).tolist()
    assert all_.tolist() == states.mean(0).tolist()


def test_places_tell_actors_and_verbs_apart() -> None:
    actors, verbs = places(PAIR)
    assert actors.tolist() == [1, 0, 0, 0, 2, 0]
    assert verbs.tolist() == [0, 0, 0, 3, 0, 0]
