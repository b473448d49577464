"""Actors are held against gold mentions by their heads; chains are counted as the field counts them."""

import pytest

from onrecord.schema.actor import Actor, Mention
from onrecord.scoring.conllu import Row, entities, text_of
from onrecord.scoring.coreference import Chains, CoreferenceScore, add_document, gold_mentions
from onrecord.scoring.counts import Counts

SENTENCES = [
    # Ada Wells left her mill . The miller smiled .
    [
        ("Ada", "NNP", "Entity=(1-person-new-nnnnn-cf1-1,2-coref"),
        ("Wells", "NNP", "Entity=1)"),
        ("left", "VBD", "_"),
        ("her", "PRP$", "Entity=(2-place-new-nnnnn-cf2-2-sgl(1-person-giv:act-nnnnn-cf1-1-ana)"),
        ("mill", "NN", "Entity=2)"),
        (".", ".", "_"),
    ],
    [
        ("The", "DT", "Entity=(1-person-giv:act-nnnnn-cf1-2-coref"),
        ("miller", "NN", "Entity=1)"),
        ("smiled", "VBD", "_"),
        (".", ".", "_"),
    ],
]
TEXT = "Ada Wells left her mill . The miller smiled . "


def rows() -> list[list[Row]]:
    return [
        [(str(n), word, word, "_", tag, "_", "0", "_", "_", misc) for n, (word, tag, misc) in enumerate(sentence, 1)]
        for sentence in SENTENCES
    ]


def actor(number: int, *mentions: tuple[str, str]) -> Actor:
    return Actor(str(number), str(number), "person", tuple(_mention(words, form) for words, form in mentions))


def _mention(words: str, form: str) -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), words, form)  # type: ignore[arg-type]


def scored(*actors: Actor) -> CoreferenceScore:
    sentences = rows()
    text, words = text_of(sentences)
    assert text == TEXT
    score = CoreferenceScore()
    add_document(score, gold_mentions(sentences, words), actors)
    return score


def test_mentions_open_and_close_as_the_marks_say() -> None:
    first, _ = rows()
    assert [(m.first, m.last, m.head, m.entity, m.kind) for m in entities(first)] == [
        (0, 2, 1, "1", "person"),
        (3, 4, 3, "1", "person"),
        (3, 5, 4, "2", "place"),
    ]


def test_all_found_is_all_right() -> None:
    score = scored(actor(1, ("Ada Wells", "name"), ("her", "pronoun"), ("The miller", "nominal")))
    assert score.antecedents == {"pronoun": Counts(1, 1, 1), "nominal": Counts(1, 1, 1)}
    assert score.conll == pytest.approx(100)


def test_a_wrong_chain_is_no_antecedent() -> None:
    score = scored(actor(1, ("Ada Wells", "name")), actor(2, ("her", "pronoun"), ("The miller", "nominal")))
    assert score.antecedents == {"pronoun": Counts(0, 0, 1), "nominal": Counts(0, 0, 1)}
    assert score.chains["MUC"].recall == 0


def test_what_gold_does_not_have_makes_a_chain_wrong() -> None:
    score = scored(actor(1, ("Ada Wells", "name"), ("her", "pronoun"), ("smiled", "name")))
    assert score.chains["MUC"].recall == 100
    assert score.chains["MUC"].precision == 50
    assert score.chains["B3"].precision == pytest.approx(100 * 4 / 9)


def test_the_measures_of_a_worked_example() -> None:
    """Gold {1 2 3} {4 5}, found {1 2} {3 4 5}: one link too many and one too few; by hand from the papers' definitions."""
    from onrecord.scoring.coreference import _b_cubed, _ceaf, _muc  # noqa: PLC0415

    wanted, found = [frozenset({1, 2, 3}), frozenset({4, 5})], [frozenset({1, 2}), frozenset({3, 4, 5})]
    assert _muc(wanted, found) == Chains(2, 3, 2, 3)
    assert _b_cubed(wanted, found).f1 == pytest.approx(100 * (2 + 1 / 3 + 4 / 3) / 5)
    assert _ceaf(wanted, found).f1 == pytest.approx(80)
