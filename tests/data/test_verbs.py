"""A user's dictionary of verbs is read as PETRARCH-2 writes it; what can't be run is told by its line; codes become PLOVER's."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.data import table
from onrecord.data.verbs import Verbs, cameo, dictionary, petrarch
from onrecord.data.verbs.dictionary import Codes
from onrecord.errors import VerbsError

SMALL = """# a dictionary of ours
&PACT
+PACT
+TRUCE_
+PEACE_DEAL

--- SIGN [057] ---
SIGN   # a comment
INK [056]
+PUT_DOWN {+PUTS_DOWN +PUTTING_DOWN}
STAND_+BY
- * &PACT (WITH +)   [057:057]   # SIGN
- * {TRADE PACT}     [061]
- $ MARCH * (TO/FOR TALKS) [---]
- * PLEA [:020]

--- QUARREL [---] ---
CARRY {CARRIES CARRYING CARRIED}
- * &NONE [111]
- NOTHING [111]
- * WORD [11x]
- % * [111]
- * (WITH [111]
- WILL NOT * [120]

~ a (b . SIGN) INK = a b 112
~ a (b . FLY) INK = a b 112
~ no rule
"""


def small(tmp_path: Path, text: str = SMALL, codes: str | None = None) -> Verbs:
    (tmp_path / "small.txt").write_text(text, "utf-8")
    if codes is not None:
        (tmp_path / "codes.txt").write_text(codes, "utf-8")
    return Verbs(str(tmp_path / "small.txt"), None if codes is None else str(tmp_path / "codes.txt"))


def test_verbs_have_their_forms_codes_and_words_beside_them(tmp_path: Path) -> None:
    verbs = dictionary(small(tmp_path)).verbs
    assert [verb.codes for verb in verbs["signed"]] == [Codes("057", None)]
    assert verbs["inking"][0].codes == Codes("056", None)
    assert (verbs["puts"][0].before, verbs["puts"][0].after) == ((), ("down",))
    assert (verbs["by"][0].before, verbs["by"][0].after) == (("stand",), ())
    assert verbs["carried"][0].codes == Codes(None, None)
    assert "carryed" not in verbs


def test_patterns_are_read_with_their_marks_the_most_particular_first(tmp_path: Path) -> None:
    patterns = dictionary(small(tmp_path)).verbs["sign"][0].patterns
    by_line = {pattern.line: pattern for pattern in patterns}
    pact, trade, march, plea = (by_line[line] for line in (12, 13, 14, 15))
    assert pact.codes == Codes("057", "057")
    assert pact.right[0].words is not None
    assert set(pact.right[0].words.before) == {"pact", "pacts", "truce", "deal", "deals"}  # a _ at the end: no plural
    assert pact.right[0].words.before["deal"] == (("peace",),)
    assert (pact.right[1].prepositions, pact.right[1].inside[0].role) == (frozenset({"with"}), "target")
    assert trade.right[0].words is not None
    assert len(trade.right[0].words.modifiers) == 1
    assert (march.left[0].role, march.codes, march.right[0].prepositions) == ("source", Codes(None, None), frozenset({"to", "for"}))
    assert plea.codes == Codes(None, "020")
    assert [pattern.weight for pattern in patterns] == sorted((pattern.weight for pattern in patterns), reverse=True)


def test_what_can_not_be_run_is_told_once_with_its_line(tmp_path: Path) -> None:
    found = dictionary(small(tmp_path))
    assert (found.lines, sorted(found.faults)) == (13, [19, 20, 21, 22, 23, 27, 28])
    told = found.summary("small.txt")
    assert told.startswith("--verbs small.txt: 6 of 13 patterns run; 1 of them code what PLOVER has no type for; ")
    for part in (
        "there is no set &NONE (line 19)",
        "has no * for its verb, or several (line 20)",
        "[11x] is no code (line 21)",
        "% is none of the marks that can be run (line 22)",
        "has a ( that is not closed (line 23)",
        "the dictionary has no verb FLY (line 27)",
    ):
        assert part in told
    assert "\n" not in told


def test_a_verb_in_two_blocks_has_the_patterns_of_both_and_the_last_code(tmp_path: Path) -> None:
    twice = "--- A [040] ---\nMEET\n- * HALF [---]\n--- B [---] ---\nMEET\n- * WAY [050]\n--- C [046] ---\nMEET\n"
    verb = dictionary(small(tmp_path, twice)).verbs["meets"][0]
    assert (verb.codes.forward, {pattern.line for pattern in verb.patterns}) == ("046", {3, 6})


def test_comments_of_markup_packed_files_and_sets_with_blanks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "d.txt.gz"
    path.write_bytes(gzip.compress(b"<!-- a comment -->\n&COIN\n+GOLD FLORIN\n--- PAY [070] ---\nPAY # x\n- * &COIN [071]\n"))
    pattern = dictionary(Verbs(str(path))).verbs["pay"][0].patterns[0]
    assert pattern.right[0].words is not None
    assert pattern.right[0].words.before["florin"] == (("gold",),)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"just words", "is no PETRARCH verb dictionary"), (b"\xff\xfe\x00", "is not in UTF-8"), (b"\x1f\x8bxx", "can't be read")],
)
def test_other_files_get_one_clear_line(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(VerbsError, match=said):
        dictionary(Verbs(str(tmp_path / "x")))
    with pytest.raises(VerbsError, match="there is no such file"):
        dictionary(Verbs(str(tmp_path / "none")))
    with pytest.raises(VerbsError, match="is a folder"):
        dictionary(Verbs(str(tmp_path)))


def test_a_table_without_a_code_is_none(tmp_path: Path) -> None:
    with pytest.raises(VerbsError, match="has no line such as"):
        dictionary(small(tmp_path, codes="nothing"))


@given(st.text(alphabet="-*[]{}()&+$^%/_#~= \nABab019:", max_size=80))
def test_any_lines_are_read_or_told(text: str) -> None:
    lines = petrarch.read(f"--- A [040] ---\nMEET\n{text}")
    petrarch.rules(lines, petrarch.verbs(lines))
    assert len(lines.faults) <= lines.count


def test_the_codes_that_come_with_onrecord_stay_in_plover_2_0() -> None:
    book = table("plover")
    for code, its in cameo.meanings().items():
        assert its.mode is None or its.mode in book["types"][its.type]["modes"], code
        assert set(its.contexts) <= set(book["contexts"]), code


@pytest.mark.parametrize(
    ("code", "type_", "mode", "contexts"),
    [
        ("08", "CONCEDE", None, ()),  # stands there twice: the first counts
        ("0813", "RETREAT", None, ("legal",)),  # another type than 081
        ("081", "CONCEDE", None, ("legal",)),
        ("0871", "RETREAT", "ceasefire", ("military",)),
        ("085", "RETREAT", None, ("economic",)),  # "ease" is no mode any longer
        ("0842", "RETREAT", None, ("legal",)),  # nor is "return"
        ("163", "COERCE", "restrict", ("diplomatic",)),
        ("1712", "ASSAULT", "destroy", ("human_security",)),
        ("175", "ASSAULT", None, ("military", "pro_autocracy")),  # a context in the column of modes
        ("191", "COERCE", "restrict", ("military",)),
        ("192", "COERCE", "seize", ("military",)),
        ("132", "THREATEN", "restrict", ("executive",)),
        ("1722", "COERCE", "restrict", ("pro_autocracy",)),
        ("186", "ASSAULT", "targeted", ()),
        ("201", "ASSAULT", None, ("religion_ethnicity",)),
        ("195", "ASSAULT", "aerial", ("military",)),
        ("0333", "AGREE", None, ("human_security",)),  # "humanitarian"
        ("0811", "CONCEDE", None, ("pro_democracy",)),  # "democracy"
        ("091", "ACCUSE", "investigate", ("corruption", "crime")),  # several contexts
        ("0619", "COOPERATE", None, ("economic",)),  # not in the table: as the code above it
        ("20419", "ASSAULT", "unconventional", ("cbrn",)),
    ],
)
def test_peculiar_codes(code: str, type_: str, mode: str | None, contexts: tuple[str, ...]) -> None:
    assert cameo.meaning_of(code, cameo.meanings()) == cameo.Meaning(type_, mode, contexts)


@pytest.mark.parametrize("code", ["01", "012", "0256"])
def test_codes_of_roots_that_plover_dropped_mean_nothing(code: str) -> None:
    assert cameo.meaning_of(code, cameo.meanings()) is None


def test_a_table_of_the_users_is_read_with_its_faults() -> None:
    faults: list[str] = []
    text = "# x\n10: REQUEST\n190: FIGHT, ease, military; weather # y\n190: AID\n200: NONSENSE\n~~~~~\n"
    found = cameo.read(text, "t", faults)
    assert found == {"10": cameo.Meaning("REQUEST", None, ()), "190": cameo.Meaning("ASSAULT", None, ("military",))}
    assert faults == [
        "t, line 3: ASSAULT has no mode 'ease'",
        "t, line 3: there is no context 'weather'",
        "t, line 4: 190 stands there twice; the first counts",
        "t, line 5: there is no type 'NONSENSE' in PLOVER 2.0",
    ]


def test_what_is_wrong_with_the_users_table_is_in_the_summary(tmp_path: Path) -> None:
    assert "codes.txt, line 1: there is no type 'X' in PLOVER 2.0" in dictionary(small(tmp_path, codes="057: X\n04: CONSULT")).summary("s")


@pytest.mark.shared
def test_the_tables_are_those_of_their_sources(shared: Path) -> None:
    faults: list[str] = []
    path = shared / "events" / "plv" / "CAMEO2PLOVER-2021.txt"
    found = cameo.read(path.read_text("utf-8"), path.name, faults)
    differing = {code for code, its in cameo.meanings().items() if found[code] != its}
    assert (faults, differing, set(found)) == ([], {"195"}, set(cameo.meanings()))


@pytest.mark.shared
def test_the_whole_real_dictionary_is_read(shared: Path) -> None:
    found = dictionary(Verbs(str(shared / "events" / "petrarch" / "CAMEO.2.0.txt.gz")))
    assert found.lines == 4676  # 4,668 patterns and 8 transformations; the other 397 lines with a dash are heads of blocks
    assert len(found.faults) <= 12
    assert len(found.rules) == 8
