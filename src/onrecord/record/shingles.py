"""Words as two outlets would agree on them, hashes of runs of words, and the runs that anyone says.

The hashes are the same on every machine and in every Python: they are stored in records. Python's own `hash` differs
from run to run, and another library's after an update.
"""

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

LONGEST = 8  # words a shingle can have
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ]+[^\W_]+)*")
_APOSTROPHES = re.compile(r"['’‘ʼ]+")
_TYPOGRAPHIC = "’‘ʼ"
# ASCII letters are lowered, digits stay, the rest parts words; bytes from 128 belong to letters, as other marks are gone by then.
_FOLDING = bytes(
    b if not chr(b).isascii() or chr(b).isdigit() else ord(chr(b).lower()) if chr(b).isalpha() else ord(" ") for b in range(256)
)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def words(text: str) -> list[str]:
    """The words of a text as written, but for apostrophes, which are made plain; marks of punctuation are no words."""
    return [_APOSTROPHES.sub("'", word) for word in _WORD.findall(text)]


def terms(text: str) -> list[bytes]:
    """The words of a text as they are compared: without case and apostrophes, in UTF-8; the inner loop of every build.

    Work on whole texts instead of words makes it three times as fast as a regular expression. It misses that "é" can be written
    as one character or two, and that "co-operate" is "cooperate": a hyphen parts words here.
    """
    for mark in _TYPOGRAPHIC:
        text = text.replace(mark, "")
    if not text.isascii():
        for mark in sorted(set(text)):
            if not mark.isascii() and not mark.isalnum():
                text = text.replace(mark, " ")
        text = text.casefold()
    return text.encode().translate(_FOLDING, b"'").split()


def term(word: str) -> str:
    """One word as it is compared; a mark of punctuation stands for itself."""
    return b"".join(terms(word)).decode() or word


def shingles(sequence: list[bytes], length: int) -> Hashes:
    """A 64-bit hash for each run of `length` terms; a shorter text, as a whole, has one; no terms, none.

    CRC-32 of each term, one multilinear sum for each run (Carter and Wegman 1979), and the finish of SplitMix64 (Steele, Lea
    and Flood 2014).
    """
    if not sequence:
        return np.empty(0, np.uint64)
    length = min(length, len(sequence))
    hashed = np.fromiter(map(crc32, sequence), np.uint64, len(sequence))
    runs = len(sequence) - length + 1
    total = np.full(runs, length, np.uint64)
    for place in range(length):
        total += hashed[place : place + runs] * _FACTORS[place]
    return mixed(total)


def mixed(values: Hashes) -> Hashes:
    """SplitMix64's finish: values that differ in one bit come out unlike in all; no two become one."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def odd_factors(count: int, stream: int) -> Hashes:
    """Fixed odd numbers that look like chance, another row of them for each `stream`."""
    return mixed((np.arange(1, count + 1, dtype=np.uint64) + np.uint64(stream << 32)) * _GOLDEN) | np.uint64(1)


_FACTORS = odd_factors(LONGEST, stream=0)


# Phrases that anyone says: two quotations that share only these share nothing. They are no table of resources/, because the record reads
# none of the reader's. Chosen by hand from the runs of four to eight words that stand inside quotation marks in most of 41,066 news
# articles of 2012 to 2020 (each in 40 at least, nine of ten in over 100), and some courtesies. A part of a phrase counts as well, from
# `RUN` words on.
RUN = 4
STOCK = (
    "a little bit of; a lot of money; a lot of people are; a lot of people who; a lot of things; and a lot of; and i dont think; and i "
    "think that; and the united states; and we are going to; and were going to; are going to have to; are not going to; as a result of "
    "the; as soon as possible; as well as the; at a time when; at the same time; at the white house; but at the end of the day; but at "
    "the same time; but i dont think; by the end of the year; do the right thing; do everything we can to; for a long time; for the "
    "american people; for the first time in the history of the world; for the united states; get to the bottom of this; had nothing to "
    "do with; has nothing to do with the; have a lot of; have the right to; i am not going to; i can tell you that; i dont know how; i "
    "dont know if; i dont know what; i dont think it; i dont think its; i dont think that; i dont think the; i dont think we; i dont "
    "want to; i look forward to; i think a lot of people; i think it is; i think it would be; i think its a; i think its going to be a; "
    "i think this is a; i think we need to; i think were going to; i want to be; i want to make sure that; i want to thank you; i would "
    "like to; if you look at the; if you want to; im not going to; in a way that; in terms of the; in the best interests of the; in the "
    "face of; in the first place; in the history of our country; in the house of representatives; in the middle east; in the middle of "
    "the; in the right direction; in the united states and; in the u s; in the white house; is going to be a; is going to be the; is "
    "going to have to; is not going to be; is one of the most; is the right thing to do; it is going to be; it would be a; its going to "
    "be a; its not going to be; ladies and gentlemen thank you; make america great again; no one is above the law; not going to be able "
    "to; of the american people; of the department of justice; of the u s; of the white house; on behalf of the american people; on "
    "both sides of the aisle; on the basis of; on the other hand; on the other side of the; one of the things that; people are going "
    "to; should be able to; thank you all very much; thank you so much; thank you very much; that the united states; that this is a; "
    "that we have to; that we need to; the affordable care act; the american people and; the american people are; the best way to; the "
    "department of homeland security; the fact of the matter is; the fact that the; the new york times; the president of the united "
    "states of america; the rest of the country; the rest of the world; the right thing to do; the rule of law and; the state of the "
    "union; the u s and; the u s supreme court; the united states is; the united states to; the vast majority of; the white house and; "
    "there are a lot of people who; there are going to be; there are a number of; there is a lot of; there will be a; theres a lot of; "
    "theres going to be a; they are going to; they dont want to; this is going to be a; this is not a; this is one of "
    "the; to be able to; to do with the; to get to the bottom of; to make sure that the; to make sure that we; to the american people; "
    "to the united states; to the u s; to the white house; want to make sure that; was going to be; was the right thing to do; we are "
    "going to be; we are going to have; we are not going to; we dont want to; we have a lot of; we have to be; we have to do; we look "
    "forward to; we need to be; we need to do; we want to make sure; we will continue to; were going to be; were going to do; were "
    "going to get; were going to have a; were going to have to; were not going to; what we need to do; when it comes to the; when you "
    "look at the; will be able to; will not be able to; you very much for"
)


def is_stock(sequence: list[bytes]) -> list[bool]:
    """Of each term, whether it belongs to a stock phrase."""
    marked = [False] * len(sequence)
    if len(sequence) >= RUN:
        for start, run in enumerate(shingles(sequence, RUN).tolist()):
            if run in STOCK_RUNS:
                marked[start : start + RUN] = [True] * RUN
    return marked


STOCK_RUNS = frozenset(run for phrase in STOCK.split(";") for run in shingles(terms(phrase), RUN).tolist())
