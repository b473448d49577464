"""Who is of power: whose acts are political by themselves, by the nouns of the codebook's sectors and by what a report says of a name."""

from functools import cache, lru_cache

from onrecord.data import table
from onrecord.schema.actor import Actor


@cache
def turn_words(name: str) -> frozenset[str]:
    """One list of resources/plover/turns.yaml."""
    return frozenset(table("plover")["turns"][name])


@lru_cache(1 << 14)
def singular(noun: str) -> str:
    """A noun in small letters without the ending of the plural."""
    if noun in _nouns() or noun.endswith("ss"):
        return noun
    for ending, instead in (("men", "man"), ("ies", "y"), ("people", "people"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if noun.endswith(ending):
            return noun.removesuffix(ending) + instead
    return noun


@cache
def _nouns() -> dict[str, bool]:
    """For each noun of a sector whether its acts are political by themselves."""
    sectors = table("plover")["sectors"].values()
    found = {noun: False for sector in sectors if not sector.get("power") for noun in sector["nouns"]}
    return found | {noun: True for sector in sectors if sector.get("power") for noun in sector["nouns"]}


@cache
def _unpolitical() -> frozenset[str]:
    """Words in the names of bodies whose acts are not political by themselves."""
    return frozenset(word for sector in table("plover")["sectors"].values() for word in sector.get("names", ()))


@cache
def bodies() -> frozenset[str]:
    """Nouns that mean a body of people."""
    return frozenset(table("roles")["bodies"])


@cache
def _others() -> frozenset[str]:
    """People and bodies of other lists, whose acts are not political by themselves."""
    offices = {phrase.split()[-1] for words in table("roles")["offices"].values() for phrase in words}
    return frozenset({*table("nouns")["persons"], *table("nouns")["groups"], *table("roles")["persons"], *offices, *bodies()})


def office(actor: Actor) -> bool | None:
    """Whether a person is known or holds an office in the report; None where it says nothing of what the person is."""
    heads = [role.role.split()[-1] for role in actor.roles]
    titles = [word for mention in actor.mentions if mention.form != "pronoun" for word in mention.text.split() if word not in actor.name]
    powers = {power_of(singular(word.lower())) for word in (*heads, *titles)}
    return bool(actor.codes) or True in powers or (None if powers <= {None} else False)


def political(actor: Actor) -> bool | None:
    """Whether acts of a named actor are political by themselves; None: where those of others in the report are.

    Those of a person are who has an office, those of a body unless its name says that it sells, sings or prints. What a
    singer or a shop does counts only where somebody of power is on the other side.
    """
    if actor.kind == "person":
        return office(actor)
    return actor.kind != "organisation" or bool(actor.codes) or _words(actor).isdisjoint(_unpolitical())


def _words(actor: Actor) -> set[str]:
    """The words of its names."""
    return {word.strip(".,").lower() for mention in actor.mentions if mention.form == "name" for word in mention.text.split()}


def is_press(actor: Actor) -> bool:
    """Whether it prints or sends news, or is somebody who does."""
    press = table("plover")["sectors"]["JRN"]
    if actor.kind.startswith("unnamed"):
        return any(singular(word.lower()) in press["nouns"] for mention in actor.mentions for word in mention.text.split())
    return actor.kind == "organisation" and not actor.codes and not _words(actor).isdisjoint(press["names"])


@lru_cache(1 << 14)
def power_of(noun: str) -> bool | None:
    """Whether a noun means somebody whose acts are political by themselves; None: it means nobody."""
    known = _nouns().get(noun)
    if known is not None:
        return known
    return False if noun in _others() or noun.endswith(tuple(table("nouns")["person_endings"])) else None
