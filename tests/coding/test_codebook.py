"""A codebook is read with all it says; what is wrong in it is told with its line."""

from pathlib import Path

import pytest

from onrecord.coding.codebook import codebook_of, codebook_of_plain, read_codebook
from onrecord.errors import CodebookError
from tests.coding.made import DRAIN, FERRY, book
from tests.conftest import ROOT


def test_concepts_stand_in_the_order_of_the_file() -> None:
    drain, ferry = book().concepts
    assert (drain.name, ferry.name) == (DRAIN, FERRY)
    assert [(each.written, each.agrees) for each in drain.words] == [("drain the lake", True), ("keep the lake", False)]
    assert (drain.agreeing, drain.disagreeing) == (("The water has to go.",), ("The swans would have no home.",))


def test_a_codebook_comes_back_from_what_a_record_keeps() -> None:
    plain = [concept.to_dict() for concept in book().concepts]
    assert codebook_of_plain(plain, "record") == book()
    assert codebook_of_plain(plain, "record").digest == book().digest


def test_a_list_alone_and_a_single_text_in_place_of_a_list_are_understood() -> None:
    (concept,) = codebook_of("- name: A\n  words: drain the lake\n  patterns:\n", "b.yaml").concepts
    assert [each.written for each in concept.words] == ["drain the lake"]


def test_the_example_is_a_codebook() -> None:
    assert len(read_codebook(ROOT / "examples" / "lake" / "codebook.yaml").concepts) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "b.yaml: holds no list of concepts"),
        ("concepts: []", "b.yaml: holds no list of concepts"),
        ("a: [", "b.yaml, line 1: is no YAML"),
        ("- name: A\n  wordz: [x]", "b.yaml, line 2: 'wordz' is no key of a concept; write one of: name, description, words"),
        ("- words: [x]", "b.yaml, line 1: this concept has no name"),
        ("- just text", "b.yaml, line 1: 'just text' is no concept"),
        ("- name: A", "b.yaml, line 1: 'A' has nothing to be found by"),
        ("- name: A\n  words: [x]\n- name: a\n  words: [y]", "b.yaml, line 3: 'a' stands in line 1 already"),
        ("- name: A\n  words: [x]\n  words: [y]", "b.yaml, line 3: 'words' stands twice"),
        ("- name: A\n  words:\n    - no: nukes", 'b.yaml, line 3: is no text; write it in quotation marks: "no: nukes"'),
        ("- name: A\n  words:\n    - ''", "b.yaml, line 3: an item of the words of 'A' is empty"),
        ("- name: A\n  patterns:\n    - /(/", "b.yaml, line 3, patterns of 'A': /(/ is no regular expression"),
        ("- name: A\n  patterns: [/x*/]", "line 2, patterns of 'A': /x*/ fits no words at all"),
        ("- name: A\n  words: ['a*b c']", "line 2, words of 'A': 'a*b' can't be understood"),
        ("- name: A\n  words: ['...']", "line 2, words of 'A': '...' has no word to look for"),
        ("- name: A\n  words: ['a* b']", "'a*' can't be understood"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(CodebookError) as error:
        codebook_of(text, "b.yaml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="there is no such file"):
        read_codebook(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"- name: \xe9t\xe9")
    with pytest.raises(CodebookError, match="in UTF-8"):
        read_codebook(tmp_path / "latin.yaml")
