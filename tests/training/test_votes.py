"""A vote is learned from rows: what goes with a label weighs for it, and the net that ships says what the trained one said."""

from pathlib import Path

import numpy as np
import pytest

from onrecord.nets.pairs import Pair, Parse

torch = pytest.importorskip("torch", reason="needs the extra [train]")
pytest.importorskip("scipy", reason="needs the extra [train]")

from onrecord.nets.pairs import places  # noqa: E402
from onrecord.nets.votes import Reader as Shipped  # noqa: E402
from onrecord.training.events import phrases  # noqa: E402
from onrecord.training.fitting import Recipe, Row, make  # noqa: E402
from onrecord.training.reader import Course, Example, export_reader, scores_of  # noqa: E402
from onrecord.training.stances import lean, turned  # noqa: E402

PARSE = Parse(("a", "saw", "b"), ("NN", "VBD", "NN"), (1, 1, 1), ("nsubj", "root", "obj"))
PAIR = Pair(PARSE, (0, 1), (2, 3))
RECIPE = Recipe(0.1, 0.1, Course(hidden=8, epochs=8, batch=8, rate=1e-2), (0.4, 0.3, 0.3))


def rows(count: int = 24) -> list[Row]:
    """Rows of two labels that differ in a sign and in their vectors."""
    chance, made = np.random.default_rng(1), []
    for number in range(count):
        label = number % 2
        states = chance.normal(label * 2 - 1, 0.5, (3, 4)).astype(np.float32)
        states[:, 0] = 0.25  # the encoder has widths that never vary
        example = Example(states.astype(np.float16), *places(PAIR), label)
        made.append(Row(frozenset({"always", f"sign {label}"}), states.mean(0), example, label))
    return made


def test_what_goes_with_a_label_weighs_for_it() -> None:
    made = make(rows(), 2, RECIPE, 1)
    assert [int(its.argmax()) for its in made.of(rows())] == [row.label for row in rows()]


def test_the_same_rows_and_seed_make_the_same_vote() -> None:
    first, second = (make(rows(), 2, RECIPE, 1).of(rows()) for _ in range(2))
    assert np.array_equal(first, second)


def test_the_net_that_ships_says_what_the_trained_one_says(tmp_path: Path) -> None:
    made = make(rows(), 2, RECIPE, 1)
    export_reader(made.reader, tmp_path / "reader.onnx")
    shipped = Shipped((tmp_path / "reader.onnx").read_bytes())
    for row in rows():
        assert row.example is not None
        found = shipped.scores(PAIR, row.example.states.astype(np.float32) + np.float32(1e-4))
        assert np.allclose(np.exp(found), np.exp(scores_of(made.reader, [row.example])[0]), atol=0.05)


def test_phrases_are_verbs_with_each_of_their_words() -> None:
    found = list(phrases({"AID": ["send give / food arms", "donate"]}))
    assert [(phrase.verb, phrase.after) for phrase in found] == [
        ("send", ("food",)),
        ("send", ("arms",)),
        ("give", ("food",)),
        ("give", ("arms",)),
        ("donate", ()),
    ]


def test_a_row_turned_round_has_the_other_direction() -> None:
    its = rows(2)[1]
    (other,) = turned([its])
    assert other.label == 2
    assert other.example is not None
    assert other.example.actors.tolist() == [2, 0, 1]
    assert not turned([rows(1)[0]])


def test_the_rarer_a_stance_the_more_leans_to_it() -> None:
    found = lean([0] * 7 + [1, 1, 3])
    assert found[0] < found[1] < found[3] < found[2]
