"""A user's dictionary of verbs codes the events: patterns find their words on the trees, codes their PLOVER types."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from onrecord.data.verbs import Dictionary, Verbs, dictionary
from onrecord.data.verbs.cameo import Meaning
from onrecord.reading.pipeline import read_report
from onrecord.schema.report import Report

pytestmark = pytest.mark.net

BOOK = """&TREATY
+PACT
+PEACE_TREATY

&FORCE
+TROOP
+WARPLANE

--- SIGN [---] ---
SIGN
- * &TREATY [057:057]
- * {LETTER PROTEST} [114]
- * CONTRACT (TO SEND &FORCE) [072]

--- SAY [010] ---
SAY {SAYS SAID SAYING}

--- ATTACK [190] ---
ATTACK
BOMB [195]

--- WANT [030] ---
WANT
PLAN {PLANS PLANNED PLANNING}

--- SEND [070] ---
SEND {SENDS SENT SENDING}
- &FORCE * [190]
- * &FORCE [072:0861]
- * ENVOY (TO +) [042:043]

--- BEGIN [---] ---
BEGIN {BEGINS BEGAN BEGUN BEGINNING}
- * ATTACKING [190]
- * FIGHTING (WITH +) [193]

--- RECEIVE [---] ---
RECEIVE
- * THREATS [:130]

--- BUDGE [---] ---
BUDGE
- WILL NOT * (TOWARDS +) [120]

--- CALL [---] ---
+CALL_OFF [160]
CALL [020]
- * + TERRORIST [111]

~ a (b . ATTACK) SAY = a b 112
~ a (a b ATTACK) SAY = a b 015
~ a (_ b ATTACK) WANT = a b 138
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    path = tmp_path_factory.mktemp("verbs") / "ours.txt"
    path.write_text(BOOK, "utf-8")
    return dictionary(Verbs(str(path)))


def coded(text: str, book: Dictionary) -> list[tuple[object, ...]]:
    events = read_report(Report(text), dictionary=book).events
    return [(e.type, e.cameo, e.actor and e.actor.name, e.recipient and e.recipient.name, e.modality) for e in events]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway signed a pact with Chile.", [("SUPPORT", "057", "Norway", "Chile", "happened")]),
        ("Norway and Chile signed a peace treaty.", [("SUPPORT", "057", "Norway", "Chile", "happened")]),
        ("The pact with Chile was signed by Norway.", [("SUPPORT", "057", "Norway", "Chile", "happened")]),
        ("The pact was signed by Norway.", []),  # whom it supports is not told: as with our codebook
        ("Norway signed a contract.", []),
        ("Norway signed a contract to send warplanes to Chile.", [("AID", "072", "Norway", "Chile", "happened")]),
        # the verb's own code, the passive, a negation, a condition
        ("Norway bombed Chile.", [("ASSAULT", "195", "Norway", "Chile", "happened")]),
        ("Norway was attacked by Chile.", [("ASSAULT", "190", "Chile", "Norway", "happened")]),
        ("Norway did not attack Chile.", []),
        ("Norway is about to attack Chile.", [("ASSAULT", "190", "Norway", "Chile", "planned")]),
        ("Norway will attack Chile.", [("ASSAULT", "190", "Norway", "Chile", "planned")]),
        ("Chile will not budge towards Peru.", [("REJECT", "120", "Chile", "Peru", "happened")]),
        ("Chile will budge towards Peru.", []),
        # both sides: one event where the types are the same, two where they are not, and the other way round
        ("Norway sent an envoy to Chile.", [("CONSULT", "042", "Norway", "Chile", "happened")]),
        (
            "Norway sent troops to Chile.",
            [("AID", "072", "Norway", "Chile", "happened"), ("RETREAT", "0861", "Chile", "Norway", "happened")],
        ),
        ("Norway received threats from Chile.", [("THREATEN", "130", "Chile", "Norway", "threatened")]),
        # what a pattern names tells nothing else; words of several
        ("Norway began attacking Chile.", [("ASSAULT", "190", "Norway", "Chile", "happened")]),
        ("Norway called off talks with Chile.", [("SANCTION", "160", "Norway", "Chile", "happened")]),
        ("Norway called Chile yesterday.", []),  # 020: PLOVER dropped the root
        # transformations
        ("Norway said Chile attacked Peru.", [("ACCUSE", "112", "Norway", "Chile", "happened")]),
        ("Norway wants to attack Chile.", [("THREATEN", "138", "Norway", "Chile", "threatened")]),
        ("Norway said Chile sent aid to Peru.", [("AID", "070", "Chile", "Peru", "happened")]),
        ("Norway said Chile did not attack Peru.", []),
    ],
)
def test_sentences_are_coded_by_the_dictionary(text: str, wanted: list[tuple[str, ...]], book: Dictionary) -> None:
    assert sorted(coded(text, book), key=str) == wanted


def test_modes_and_contexts_come_from_the_table_of_codes(book: Dictionary) -> None:
    event = read_report(Report("Norway bombed Chile."), dictionary=book).events[0]
    assert (event.mode, event.contexts) == ("aerial", ("military",))


def test_the_codebook_is_replaced_or_stands_beside(tmp_path: Path) -> None:
    path = tmp_path / "ours.txt"
    path.write_text("--- THANK [051] ---\nTHANK\nACCUSE [---]\n", "utf-8")
    text = (
        "Norway thanked Chile. Peru arrested a minister of Chile. Chile accused Peru of lies. The talks between Norway and Peru continued."
    )
    replaced = onrecord.read(text, verbs=path).events
    beside = onrecord.read(text, verbs=Verbs(str(path), beside=True)).events
    assert [(event.type, event.cameo) for event in replaced] == [("SUPPORT", "051")]
    assert [(event.type, event.cameo) for event in beside] == [("SUPPORT", "051"), ("COERCE", None), ("CONSULT", None)]  # [---]: nothing


def test_the_same_report_and_dictionary_give_the_same_reading(book: Dictionary) -> None:
    text = "Norway said Chile attacked Peru. Norway sent troops to Chile and signed a pact with Peru."
    assert read_report(Report(text), dictionary=book) == read_report(Report(text), dictionary=book)


@pytest.mark.shared
def test_petrarchs_own_unit_tests_get_most_of_their_codes(shared: Path) -> None:
    """Of PETRARCH's 284 sentences: how many of the codes that they should get they get, whoever takes part; its codes are WEIS's."""
    folder = shared / "events" / "petrarch"
    book = replace(dictionary(Verbs(str(folder / "PETR.Validate.verbs.txt"))), known=_EveryCode())
    text = (folder / "PETR.UnitTest.records.xml").read_text("utf-8", "replace")
    wanted = found = right = 0
    for sentence in re.findall(r"<Sentence .*?</Sentence>", text, re.DOTALL):
        gold = set(re.findall(r'eventcode\s*=\s*"(\w+)"', re.sub(r"<!--.*?-->", "", sentence, flags=re.DOTALL)))
        words = html.unescape(" ".join(re.findall(r"<Text>(.*?)</Text>", sentence, re.DOTALL)[0].split()))
        codes = {event.cameo for event in read_report(Report(words), dictionary=book).events}
        wanted, found, right = wanted + len(gold), found + len(codes), right + len(gold & codes)
    assert wanted > 250
    assert right / wanted >= 0.55, (wanted, found, right)


class _EveryCode(dict[str, Meaning]):
    """A table in which every code means something."""

    def __contains__(self, code: object) -> bool:
        return True

    def __getitem__(self, code: str) -> Meaning:
        return Meaning("ASSAULT", None, ())


@pytest.mark.shared
def test_the_whole_real_dictionary_codes_the_development_reports(shared: Path) -> None:
    real = dictionary(Verbs(str(shared / "events" / "petrarch" / "CAMEO.2.0.txt.gz")))
    texts = sorted((shared / "reports" / "dev").glob("*.txt"))[:12]
    found = [event for path in texts for event in read_report(Report(path.read_text("utf-8")), dictionary=real).events]
    assert len(found) > len(texts)
    assert all(event.cameo is not None and real.meaning(event.cameo) is not None for event in found)
    assert {event.type for event in found} >= {"ACCUSE", "ASSAULT", "CONSULT"}
