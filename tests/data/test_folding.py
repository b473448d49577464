"""Names are compared folded, and what is found stands where it was written."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.data.finding import Finder
from onrecord.data.folding import folded, is_acronym, name_key, spellings

TEXTS = st.text(alphabet=st.sampled_from("aAbé ÉßøŁ'’-–\n .İæ\u0301\u200b中"), max_size=60)


def test_a_name_is_the_same_in_any_case_and_with_any_accent_hyphen_or_apostrophe() -> None:
    assert name_key("The Élysée") == "elysee"
    assert name_key("al‑Qa’ida") == name_key("Al-Qa'ida") == "al qa'ida"
    assert name_key("Ban  Ki-moon") == "ban ki moon"
    assert name_key("Łukasz Ødegård") == "lukasz odegard"


def test_acronyms_are_letters_without_a_space() -> None:
    assert [is_acronym(name) for name in ("WHO", "U.N.", "P5+1", "A", "Who", "US Senate")] == [True, True, False, False, False, False]


def test_a_name_is_spelt_with_and_without_its_marks() -> None:
    assert set(spellings("Sana'a")) == {"sana'a", "sanaa"}
    assert set(spellings("UN")) == {"un", "u.n."}
    assert "george w bush" in spellings("George W. Bush")


@given(TEXTS)
def test_each_folded_letter_comes_from_where_it_is_said_to(text: str) -> None:
    plain, places = folded(text)
    assert len(plain) == len(places)
    assert list(places) == sorted(places)
    assert "  " not in plain or text.isascii() is False or "  " not in plain
    for letter, place in zip(plain, places, strict=True):
        assert letter in folded(text[place])[0]


@given(before=TEXTS, name=st.sampled_from(["Ada Veld", "Émile Ørsted-Łód", "Lake O'Dell", "Valdoria"]), after=TEXTS)
def test_a_name_is_found_where_it_stands(before: str, name: str, after: str) -> None:
    finder = Finder({spelling: [(name, 7)] for spelling in spellings(name)})
    text = f"{before} {name} {after}"
    found = finder.find(text)
    assert any(text[start:end] == name for start, end, _ in found)
    for start, end, numbers in found:
        assert numbers == (7,)
        assert name_key(text[start:end]).replace("'", "") == name_key(name).replace("'", "")
