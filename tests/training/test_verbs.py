"""A verb dictionary and phrases of our own become signs that teach."""

import gzip
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.training.verbs import CODES, DICTIONARY, Phrase, dictionary, phrase_signs

BLOCKS = """# comment
&SYNONYMS
+WORD

--- PRAISE [051] ---
LAUD
HAIL [---]
- * AGAINST &NATION [112] # odd
- SIDE_ * DEAL (OF X) [057]
--- WALK [---] ---
WALK {WALKED}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in (DICTIONARY, CODES):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(tmp_path / DICTIONARY, "wt", encoding="utf-8") as out:
        out.write(BLOCKS)
    (tmp_path / CODES).write_text("05: SUPPORT, ,\n08: CONCEDE, ,\n11: ACCUSE, ,\n051: SUPPORT, , x # y\n", "utf-8")
    return tmp_path


def test_verbs_and_patterns_are_read(folder: Path) -> None:
    found = dictionary(folder)
    assert Phrase("laud", (), (), "SUPPORT") in found
    assert Phrase("laud", (), ("against",), "ACCUSE") in found
    assert Phrase("hail", ("side",), ("deal", "of", "x"), "SUPPORT") in found
    assert "walk" not in {phrase.verb for phrase in found}


def test_a_folder_without_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no verb dictionary"):
        dictionary(tmp_path)


def test_words_turn_a_verb() -> None:
    assert {"aV:hail", "LCA:hail"} <= phrase_signs(Phrase("hail", (), (), "SUPPORT"))
    turned = phrase_signs(Phrase("hail", (), ("stones",), "ASSAULT"))
    assert {"aV:hail", "aC:hail>ston", "hail ston"} <= turned
    assert "LCA:hail" not in turned
