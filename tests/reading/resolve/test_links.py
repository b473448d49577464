"""Who of a report is who in the knowledge base, as of its day, and why."""

from datetime import date

from onrecord.data.knowledge import Knowledge, Row, knowledge
from onrecord.data.known import MEMBER, Known, Tenure
from onrecord.reading.resolve.cast import Cast, Figure
from onrecord.reading.resolve.links import linked
from onrecord.schema.actor import Actor, Role
from onrecord.schema.words import ActorKind
from tests.conftest import cut

DAY = date(2015, 10, 1)
VELD = Known(
    "veld", "person", "Ada Veld", ("Ada Veld",), {"iso3166": "FR"}, (Tenure("president", "FR", date(1890, 1, 1), date(1895, 1, 1)),)
)
SON = Known("son", "person", "Ada Veld", ("Ada Veld",), {"iso3166": "FR"}, (Tenure(MEMBER, "FR", date(2014, 1, 1), date(2016, 1, 1)),))


class Scene:
    """A report whose figures are put together by hand."""

    def __init__(self) -> None:
        """Nobody yet."""
        self.segments = cut("one two three four five six seven eight nine ten")
        self.cast = Cast(self.segments)
        self.count = 0

    def add(self, figure: Figure) -> None:
        """Mention a figure at the next word."""
        figure.mention((self.count, self.count + 1), "name")
        self.count += 1

    def person(self, name: str, role: Role | None = None) -> None:
        """A person by name."""
        figure = self.cast.person(tuple(name.split()), ())
        figure.add_role(role)
        self.add(figure)

    def body(self, name: str) -> None:
        """An organisation by name."""
        self.add(self.cast.body(tuple(name.split())))

    def country(self, code: str) -> None:
        """A country by code."""
        self.add(self.cast.country(code, (code,)))

    def described(self, words: str, kind: ActorKind = "unnamed person") -> None:
        """Somebody without a name."""
        self.add(self.cast.unnamed(tuple(words.split()), words.rpartition(" ")[2], kind))

    def actors(self, day: date | None = DAY, base: Knowledge | None = None) -> list[Actor]:
        """All of them, linked."""
        return list(linked(self.cast.actors(), self.cast.figures, day, base or knowledge()).values())


def test_a_country_gets_all_its_codes() -> None:
    scene = Scene()
    scene.country("RU")
    (actor,) = scene.actors()
    assert actor.codes == {"iso3166": "RU", "cameo": "RUS", "wikidata": "Q159", "known": "Q159"}
    assert actor.linked == "by the name of the country"


def test_an_office_without_a_name_is_its_holder_of_that_day_and_keeps_its_words() -> None:
    scene = Scene()
    scene.described("the Russian president")
    (actor,) = scene.actors(date(2010, 2, 2))
    assert (actor.name, actor.kind) == ("Russian president", "unnamed person")
    assert actor.linked == "Dmitry Medvedev, president of Russia on 2010-02-02"
    (actor,) = scene.actors(DAY)
    assert actor.codes["wikidata"] == "Q7747"
    assert actor.codes["cameo"] == "RUSGOV"
    (actor,) = scene.actors(None)
    assert actor.codes == {}
    assert actor.linked.startswith("not linked: who held the office depends on the day")
    (actor,) = scene.actors(date(2040, 1, 1))
    assert (actor.codes, actor.linked) == ({}, "")


def test_an_office_that_anyone_may_hold_is_nobodys() -> None:
    scene = Scene()
    scene.described("a Russian president")
    scene.described("the former Russian president")
    assert [actor.linked for actor in scene.actors()] == ["", ""]


def test_a_full_name_is_linked_with_what_speaks_for_it() -> None:
    scene = Scene()
    scene.person("Sergei Lavrov", Role("foreign minister", "Russia"))
    (actor,) = scene.actors()
    assert (actor.codes["wikidata"], actor.linked) == ("Q58217", "by full name, foreign minister on 2015-10-01")


def test_a_full_name_is_not_linked_against_the_report() -> None:
    scene = Scene()
    scene.person("Sergei Lavrov", Role("foreign minister", "France"))
    (actor,) = scene.actors()
    assert actor.codes == {}
    assert actor.linked.startswith("not linked: a person is known of the name Sergei Lavrov")


def test_a_family_name_needs_an_office_or_a_country_with_an_office() -> None:
    scene = Scene()
    scene.person("Merkel")
    assert scene.actors()[0].codes == {}
    scene.country("DE")
    actor = scene.actors()[0]
    assert actor.linked == "by family name, in office on 2015-10-01 and with Germany in the report"
    scene = Scene()
    scene.person("Merkel", Role("chancellor", None))
    assert scene.actors()[0].linked == "by family name, chancellor on 2015-10-01"


def test_another_given_name_is_another_person() -> None:
    scene = Scene()
    scene.person("Tom Merkel")
    scene.country("DE")
    assert scene.actors()[0].linked == ""


def test_of_two_of_one_name_the_day_decides_or_nobody() -> None:
    base = knowledge().with_actors([])
    rows = Knowledge([_row(VELD), _row(SON), *[_row(known) for known in base.named("France")]])
    scene = Scene()
    scene.person("Ada Veld")
    scene.country("FR")
    (actor, _) = scene.actors(DAY, rows)
    assert actor.linked == "ambiguous: 2 persons named Ada Veld, each with France in the report"
    scene = Scene()
    scene.person("Ada Veld", Role("president", "France"))
    (actor,) = scene.actors(date(1893, 1, 1), rows)
    assert (actor.codes["known"], actor.linked) == ("veld", "by full name, president on 1893-01-01; 1 other of that name")


def _row(known: Known) -> Row:
    held = [(t.role, t.affiliation, _digits(t.begins), _digits(t.ends), "s") for t in known.tenures]
    return known.id, known.kind, known.names, dict(known.codes), held, "s", None


def _digits(day: date | None) -> int | None:
    return None if day is None else int(f"{day:%Y%m%d}")


def test_bodies_get_their_kind_and_codes() -> None:
    scene = Scene()
    scene.body("Houthis")
    scene.body("European Union")
    scene.body("Tarn Post")
    scene.person("Hamas")
    houthis, union, post, hamas = scene.actors()
    assert (houthis.kind, houthis.codes["iso3166"], houthis.linked) == ("armed group", "YE", "by name")
    assert (union.kind, union.codes["wikidata"]) == ("organisation", "Q458")
    assert (post.kind, post.codes, post.linked) == ("organisation", {}, "")
    assert (hamas.kind, hamas.linked) == ("armed group", "by name, which no known person bears")


def test_a_users_actor_is_taken_without_more() -> None:
    own = Known(
        "own.csv:Ada Veld", "person", "Ada Veld", ("Ada Veld",), {"cameo": "VLD"}, (Tenure("VLDGOV", "VLD", date(2015, 1, 1)),), "own.csv"
    )
    scene = Scene()
    scene.person("Ada Veld")
    (actor,) = scene.actors(DAY, knowledge().with_actors([own]))
    assert actor.codes == {"cameo": "VLDGOV", "known": "own.csv:Ada Veld"}
    assert actor.linked == "by full name, in own.csv"
    (actor,) = scene.actors(date(2010, 1, 1), knowledge().with_actors([own]))
    assert actor.codes["cameo"] == "VLD", "the day is none of its dated codes"


def test_agents_of_a_user_get_the_code_of_their_country() -> None:
    farmers = Known("own:1", "office", "farmer", ("farmer", "farmers"), {"cameo": "~AGR"}, (), "own.txt")
    scene = Scene()
    scene.described("Russian farmers", "unnamed group")
    (actor,) = scene.actors(DAY, knowledge().with_actors([farmers]))
    assert (actor.codes["cameo"], actor.codes["iso3166"], actor.kind) == ("RUSAGR", "RU", "unnamed group")
