"""Names and mentions against gold: the columns, the folder, and what counts as right."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor, Mention
from onrecord.scoring.counts import Counts
from onrecord.scoring.entities import SENTENCES, EntityScore, Marked, columns, re3d, score_entities, score_links

DOCUMENT = "-DOCSTART- -X- -X- O\n\n"
BIO = f"{DOCUMENT}Ada NNP B-NP B-PER\nTarn NNP I-NP B-LOC\n, , O O\n\nTARN NNP B-NP B-ORG\n\n{DOCUMENT}Rain NN B-NP O\n"
KINDS = st.sampled_from(["person", "place"])
MENTIONS = st.lists(
    st.builds(lambda start, size, kind: (start, start + size, kind), st.integers(0, 30), st.integers(1, 5), KINDS), max_size=8
)


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def named(text: str, mentions: tuple[Marked, ...]) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for start, end, kind in mentions]


def test_columns_are_texts_by_document_and_paragraphs_by_sentence(tmp_path: Path) -> None:
    first, second = columns(write(tmp_path / "a.txt", BIO))
    assert first.text == "Ada Tarn,\n\nTARN"
    assert named(first.text, first.mentions) == [("Ada", "person"), ("Tarn", "place"), ("TARN", "organisation")]
    assert (second.text, second.mentions) == ("Rain", ())


def test_iob1_needs_no_b_but_between_neighbours(tmp_path: Path) -> None:
    (text,) = columns(write(tmp_path / "a.txt", "Ada I-PER\nWells I-PER\nTarn B-PER\nleft O\nEmber I-MISC\n"))
    assert named(text.text, text.mentions) == [("Ada Wells", "person"), ("Tarn", "person"), ("Ember", "other")]


def test_without_marks_of_documents_twenty_sentences_are_one(tmp_path: Path) -> None:
    texts = list(columns(write(tmp_path / "a.txt", "It O\nrained O\n\n" * (SENTENCES + 1))))
    assert [text.text.count("It") for text in texts] == [SENTENCES, 1]


def test_a_kind_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="'GPE' is no kind of name; write one of PER"):
        list(columns(write(tmp_path / "a.txt", "Tarn B-GPE\n")))
    with pytest.raises(CorpusError, match="can't be read"):
        list(columns(tmp_path / "none.txt"))


def write_re3d(folder: Path) -> None:
    documents = [{"_id": key, "text": f"{key} saw Ada.", "source_folder": "a"} for key in ("d", "a", "c", "b")]
    marks = [("c", 6, 9, "Person", 0.5), ("c", 6, 9, "Organisation", 0), ("c", 0, 9, "Location", 1), ("c", 2, 5, "Weapon", 1)]
    entities = [dict(zip(("documentId", "begin", "end", "type", "confidence"), mark, strict=True)) for mark in marks]
    for name, rows in (("documents", documents), ("entities", entities)):
        write(folder / f"{name}.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


def test_every_third_document_of_re3d_by_id_is_held_back(tmp_path: Path) -> None:
    write_re3d(tmp_path)
    assert [text.name for text in re3d(tmp_path, held_back=True)] == ["c"]
    assert [text.name for text in re3d(tmp_path, held_back=False)] == ["a", "b", "d"]


def test_of_the_kinds_of_the_same_words_the_surest_counts(tmp_path: Path) -> None:
    write_re3d(tmp_path)
    (text,) = re3d(tmp_path, held_back=True)
    assert text.mentions == ((0, 9, "place"), (6, 9, "person"))


def test_a_folder_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"entities\.jsonl: not JSON lines"):
        list(re3d(tmp_path, held_back=True))
    write_re3d(tmp_path)
    write(tmp_path / "documents.jsonl", '{"_id": "a"}\n')
    with pytest.raises(CorpusError, match=r"documents\.jsonl, line 1: has no 'text'"):
        list(re3d(tmp_path, held_back=True))


def test_in_columns_a_people_is_one_of_the_others(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Tarnish B-MISC\nrain O\n")
    score = score_entities(path, lambda _: [(0, 7, "people")], lambda _: [])
    assert score.exact == {"other": Counts(1, 1, 1)}


def test_of_a_folder_mentions_count_and_not_names(tmp_path: Path) -> None:
    write_re3d(tmp_path)
    score = score_entities(tmp_path, lambda _: [], lambda _: [(0, 8, "place")])
    assert (score.exact["place"], score.relaxed["place"]) == (Counts(0, 1, 1), Counts(1, 1, 1))
    assert score.exact["person"] == Counts(0, 0, 1)


def test_a_pair_is_linked_if_one_actor_has_both(tmp_path: Path) -> None:
    text = "Ada Lane, a miner, left. Tarn sank."
    places = {"Ada Lane": (0, 8), "a miner": (10, 17), "Tarn": (25, 29)}
    kinds = {"Ada Lane": "Person", "a miner": "Person", "Tarn": "Location"}
    write(tmp_path / "documents.jsonl", json.dumps({"_id": "a", "text": text}) + "\n")
    marks = [{"documentId": "a", "begin": a, "end": b, "type": kinds[words]} for words, (a, b) in places.items()]
    write(tmp_path / "entities.jsonl", "".join(json.dumps(mark) + "\n" for mark in marks))
    pairs = [("Ada Lane", "a miner", "IsSynonymOf"), ("Ada Lane", "Tarn", "IsSynonymOf"), ("Ada Lane", "a miner", "Likes")]
    rows = [
        {"documentId": "a", "type": kind}
        | dict(zip(("sourceBegin", "sourceEnd", "targetBegin", "targetEnd"), (*places[one], *places[other]), strict=True))
        for one, other, kind in pairs
    ]
    write(tmp_path / "relations.jsonl", "".join(json.dumps(row) + "\n" for row in rows))

    def actor(number: int, *words: str) -> Actor:
        return Actor(str(number), words[0], "person", tuple(Mention(*places[its], its, "name") for its in words))

    assert score_links(tmp_path, lambda _: [actor(1, "Ada Lane", "a miner")]) == Counts(1, 1, 1)
    assert score_links(tmp_path, lambda _: [actor(1, "Ada Lane"), actor(2, "a miner")]) == Counts(0, 1, 1)
    assert score_links(tmp_path, lambda _: []) == Counts(0, 0, 1)


@given(MENTIONS, MENTIONS)
def test_no_more_is_right_than_there_is_and_what_is_exact_is_relaxed_too(gold: list[Marked], found: list[Marked]) -> None:
    score = EntityScore()
    score.add(gold, found)
    for kind, exact in score.exact.items():
        relaxed = score.relaxed[kind]
        assert relaxed.right <= min(relaxed.found, relaxed.gold)
        assert exact.right <= min(exact.found, exact.gold)


@given(MENTIONS)
def test_gold_is_all_right(gold: list[Marked]) -> None:
    score = EntityScore()
    score.add(gold, gold)
    assert all(counts.f1 == 100 for counts in (*score.exact.values(), *score.relaxed.values()))
