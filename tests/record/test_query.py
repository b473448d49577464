"""Searches as people type them become FTS5 expressions; what can't be understood gets one clear line."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.record.query import fts, fts_of_words, marked


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lake", '"lake"'),
        ("drain lake", '("drain" AND "lake")'),
        ("drain AND lake", '("drain" AND "lake")'),
        ('"drain the lake"', '"drain the lake"'),
        ("“drain the lake”", '"drain the lake"'),
        ("drain*", '"drain" *'),
        ("lake OR ferry boat", '("lake" OR ("ferry" AND "boat"))'),
        ("lake NOT ferry", '("lake" NOT ("ferry"))'),
        ('lake -ferry -"old boat"', '("lake" NOT ("ferry" OR "old boat"))'),
        ("(lake OR ferry) drain", '(("lake" OR "ferry") AND "drain")'),
        ("lake and ferry", '("lake" AND "and" AND "ferry")'),
        ("content:lake NEAR(a b)", '("content lake" AND "NEAR" AND ("a" AND "b"))'),
        ("don't", '"don t"'),
        ("lake — ferry", '("lake" AND "ferry")'),
        ("drain-pip*", '"drain pip" *'),
    ],
)
def test_searches_become_expressions(typed: str, expected: str) -> None:
    assert fts(typed) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('"drain the', "a phrase is not closed; add a quotation mark"),
        ("(lake", "a bracket is not closed"),
        ("lake)", "a closing bracket without its opening one"),
        ("lake AND", "AND has no words after it"),
        ("AND lake", "AND has no words before it"),
        ("lake NOT", "NOT has no words after it"),
        ("NOT lake", "no words to look for beside NOT"),
        ("lake OR", "no words to look for"),
        ("", "no words to look for"),
        ("— ... !", "no words to look for"),
        ("(" * 40 + "lake" + ")" * 40, "brackets in brackets"),
        ("lake " * 100, "over 64 words"),
        ("l*", "give at least 2 letters before"),
    ],
)
def test_what_can_not_be_understood_is_said(typed: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        fts(typed)


def index() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (content)")
    db.execute("INSERT INTO t VALUES ('we will drain the lake')")
    return db


INDEX = index()


@given(st.text(alphabet=st.sampled_from("ab \"“”()*-^:{}+,NEARODT\0'\\é\ud7ff_") | st.characters(), max_size=40))
def test_nothing_that_is_typed_is_an_error_of_sqlite(typed: str) -> None:
    try:
        expression = fts(typed)
    except QueryError:
        return
    INDEX.execute("SELECT * FROM t WHERE t MATCH ?", (f"content : ({expression})",)).fetchall()


@given(st.text(max_size=30))
def test_no_name_is_an_error_of_sqlite(typed: str) -> None:
    try:
        expression = fts_of_words(typed)
    except QueryError:
        return
    INDEX.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()


WORDS = st.lists(st.sampled_from(["lake", "Lake", "lakes", "drain", "the", "é", "Café", "cafe", "it's", "—", "no"]), max_size=8).map(
    " ".join
)
SEARCHES = st.sampled_from(["lake", "lak*", '"drain the"', "cafe OR é", "lake NOT drain", "(it's OR no) lake", '"the lak*"', "drain-the"])


@given(WORDS, SEARCHES)
def test_what_is_marked_is_what_fts5_would_mark(text: str, search: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute('CREATE VIRTUAL TABLE t USING fts5 (content, tokenize = "unicode61 remove_diacritics 2")')
    db.execute("INSERT INTO t VALUES (?)", (text,))
    row = db.execute("SELECT highlight(t, 0, '<', '>') FROM t WHERE t MATCH ?", (fts(search),)).fetchone()
    if row is not None:
        shown = text
        for start, end in reversed(marked(search, text)):
            shown = f"{shown[:start]}<{shown[start:end]}>{shown[end:]}"
        assert shown == row[0]
