"""Folds: like sentences are in one fold, and the same texts are always in the same folds."""

from onrecord.training.folds import folds_of

TEXTS = [f"The minister of place {name} spoke about the weather in {name} town for an hour" for name in "abcdefghij"]
LIKE = "The minister of Norland met the king of Veland on Monday in Eastport for talks"


def test_like_sentences_share_a_fold() -> None:
    found = folds_of([*TEXTS, LIKE, LIKE.replace("Monday", "Tuesday")], 5)
    assert found[-1] == found[-2]
    assert found == folds_of([*TEXTS, LIKE, LIKE.replace("Monday", "Tuesday")], 5)


def test_unlike_sentences_spread() -> None:
    other = [" ".join(f"{word}{number}" for word in ("rain", "fell", "over", "hills")) for number in range(50)]
    assert len(set(folds_of(other, 5))) > 1
