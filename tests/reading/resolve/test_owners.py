"""Bodies that every country has: whose each is."""

import re
from dataclasses import replace

import pytest

from onrecord.reading.resolve.cast import Cast, Figure
from onrecord.reading.resolve.names import named_mentions
from onrecord.schema.tags import Name
from tests.conftest import cut, tags

PLACES, PEOPLES = ("Chile", "Peru", "Lima", "Santiago", "Valdor"), ("Chilean",)
BODIES = ("Foreign Ministry", "Defence Ministry", "Supreme Court", "Harbour Council")


def bodies(text: str) -> list[Figure]:
    """The body that each name of one in a text means, in order."""
    segments = cut(text)
    words = segments.words(0, len(segments.tokens))
    speech = ["NNP" if word[0].isupper() and word != "The" else "POS" if word == "'s" else "NN" for word in words]
    made = tags(segments, speech=" ".join("JJ" if word in PEOPLES else tag for word, tag in zip(words, speech, strict=True)))
    at = {token.start: number for number, token in enumerate(segments.tokens)}
    names = []
    for kind, some in (("place", PLACES), ("people", PEOPLES), ("organisation", BODIES)):
        for found in re.finditer(rf"\b(?:{'|'.join(some)})\b", text):
            first = at[found.start()]
            names.append(Name(first, first + len(found[0].split()), kind))  # type: ignore[arg-type]
    made = replace(made, names=tuple(sorted(names, key=lambda name: name.first)))
    return [its.figure for its in named_mentions(segments, made, Cast(segments)).mentions if its.figure.kind == "organisation"]


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Chile's Foreign Ministry met.", "CL", "Chile's Foreign Ministry"),
        ("The Chilean Foreign Ministry met.", "CL", "Chilean Foreign Ministry"),
        ("The Supreme Court of Chile met.", "CL", "Supreme Court of Chile"),
        ("The Supreme Court in Santiago met.", "CL", "Supreme Court"),
        ("Valdor's Foreign Ministry met.", None, "Valdor's Foreign Ministry"),
        ("The Foreign Ministry met.", None, "Foreign Ministry"),
        ("Chile's Harbour Council met.", None, "Harbour Council"),
    ],
)
def test_whose_it_is(text: str, country: str | None, name: str) -> None:
    (body,) = bodies(text)
    assert (body.home, body.name) == (country, name)


def test_the_ministries_of_two_countries_are_two_actors() -> None:
    found = bodies("Chile's Defence Ministry met Peru's Defence Ministry. The Defence Ministry in Lima left. The Chilean Defence Ministry.")
    assert [body.home for body in found] == ["CL", "PE", "PE", "CL"]
    assert found[0] is found[3] is not found[1] is found[2]


def test_a_name_without_its_country_is_of_the_one_named_last() -> None:
    first, second, third = bodies("Chile's Foreign Ministry met. Peru's Foreign Ministry ate. The Foreign Ministry left.")
    assert third is second is not first


def test_a_country_named_later_is_that_of_the_body_named_before() -> None:
    first, second = bodies("The Foreign Ministry met. Chile's Foreign Ministry left.")
    assert first is second
    assert first.home == "CL"
