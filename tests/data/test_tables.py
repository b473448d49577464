"""Tables are generated from resources/ and up to date; every entry can be used."""

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.data import table

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("script", ["tables.py", "json_schema.py"])
def test_what_is_generated_is_up_to_date(script: str) -> None:
    done = subprocess.run([sys.executable, ROOT / "generate" / script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_verb_is_known_in_its_regular_and_irregular_forms() -> None:
    lemmas = table("cues")["lemmas"]
    assert [lemmas[form] for form in ("denied", "denies", "denying", "said", "agreeing", "pushes")] == [
        "deny",
        "deny",
        "deny",
        "say",
        "agree",
        "push",
    ]


def test_a_country_has_a_name_and_a_demonym_is_one_word_or_two() -> None:
    for code, country in table("countries").items():
        assert len(code) == 2
        assert country["name"]
        assert all(len(demonym.split()) <= 3 for demonym in country["demonyms"]), code
