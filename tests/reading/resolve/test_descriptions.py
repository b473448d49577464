"""Descriptions: roles and affiliations, and the offices that other words may mean."""

import pytest

from onrecord.data import table
from onrecord.reading.resolve.descriptions import country_in, country_named, gender_of, homeland, offices_in, role_of, singular
from onrecord.schema.actor import Role


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Russian Foreign Minister", Role("foreign minister", "Russia")),
        ("Russia 's Foreign Minister", Role("foreign minister", "Russia")),
        ("U.S. Secretary of State", Role("secretary of state", "United States")),
        ("Sen.", Role("senator", None)),
        ("Gen", Role("general", None)),
        ("a spokesman for the council", Role("spokesman", "council")),
        ("the former governor of Ohio", Role("former governor", "Ohio")),
        ("Valdorian Prime Minister", Role("prime minister", "Valdoria")),
        ("who left early", None),
        ("the long dark rain", None),
        ("reporters in the capital", None),
        ("Mr.", None),
    ],
)
def test_roles(words: str, role: Role | None) -> None:
    assert role_of(words.split(), (), ["Valdoria"]) == role


def test_an_organisation_in_the_description_is_the_affiliation() -> None:
    assert role_of(["Harbour", "Union", "spokesman"], ["Harbour Union"]) == Role("spokesman", "Harbour Union")


def test_an_office_by_other_words() -> None:
    assert "foreign minister" in offices_in(["top", "diplomat"])
    assert "prime minister" in offices_in(["premier"])
    assert offices_in(["rain"]) == frozenset()


def test_countries() -> None:
    assert country_named("the United States") == "US"
    assert country_named("Moscow") == "RU"
    assert country_named("Valdoria") is None
    assert country_in(["the", "North", "Korean", "leader"]) == ("KP", 1, 3)


def test_every_country_is_found_by_each_of_its_names() -> None:
    for country in table("countries").values():
        for name in (country["name"], *country["names"], *country["demonyms"]):
            words = name.split()
            found = country_in(["the", *words, "today"])
            assert found is not None, name
            assert found[1:] == (1, 1 + len(words))


def test_an_adjective_is_made_from_a_name_of_the_report() -> None:
    assert homeland("Valdorian", ["Tarn", "Valdoria"]) == "Valdoria"
    assert homeland("Kesslandish", ["Kessland"]) == "Kessland"
    assert homeland("Marian", ["Mar"]) is None
    assert homeland("valdorian", ["Valdoria"]) is None


def test_who_is_meant_by_he_and_she() -> None:
    assert gender_of(["Mrs."]) == gender_of(["Mrs"]) == "f"
    assert gender_of(["spokesman"]) == "m"
    assert gender_of([], "Elena") == "f"
    assert gender_of(["the", "minister"], "Xu") is None


def test_singulars() -> None:
    assert [singular(word) for word in ("Ministers", "spokesmen", "authorities", "press", "aide")] == [
        "minister",
        "spokesman",
        "authority",
        "press",
        "aide",
    ]
