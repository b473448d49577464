"""Events go out as POLECAT's table and as PLOVER's records; what is not known stays empty; other formats keep all of them."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.data import table
from onrecord.export import jsonl, parquet, plover, polecat
from onrecord.export.tables import tables
from onrecord.export.taking_part import country_of
from onrecord.record import Question, Record, Run
from onrecord.schema.actor import Actor, ActorRef, Mention, Role
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span

TEXT = (
    "Foreign minister Ana Prado of Peru met envoys of Chile and Norway in Kenya.\n"
    "Rebels will attack\nthe army. The relief agency thanked the mayor on 2 March 2024."
)
REPORT = Report(TEXT, source="a.txt", title="Talks", publisher='The "Quay"\t', published=date(2024, 3, 5))
UNDATED = Report("Rebels attacked the army.", source="b.txt")


def span(report: Report, words: str) -> Span:
    start = report.text.index(words)
    return report.span(start, start + len(words))


def actor(report: Report, id_: str, words: str, kind: str, **more: Any) -> Actor:
    its = span(report, words)
    return Actor(id_, more.pop("name", words), kind, (Mention(its.start, its.end, its.text, "name"),), **more)  # type: ignore[arg-type]


def ref(one: Actor) -> ActorRef:
    return ActorRef(one.id, one.name)


def reading() -> Reading:
    codes = {"iso3166": "PE", "cameo": "PERGOV", "wikidata": "Q1"}
    ana = actor(REPORT, "a1", "Ana Prado", "person", codes=codes, roles=(Role("foreign minister", "Peru"),))
    chile = actor(REPORT, "a2", "Chile", "country", codes={"iso3166": "CL", "cameo": "CHL"})
    norway = actor(REPORT, "a3", "Norway", "country", codes={"iso3166": "NO", "cameo": "NOR"})
    rebels = actor(REPORT, "a4", "Rebels", "unnamed group", roles=(Role("rebels", "Kenya"),))
    army = actor(REPORT, "a5", "the army", "unnamed group")
    agency = actor(REPORT, "a6", "The relief agency", "organisation", codes={"cameo": "IGOUNOHLH"})
    mayor = actor(REPORT, "a7", "the mayor", "unnamed person")
    events = (
        Event(
            *("e1", "CONSULT", "visit", ("diplomatic", "executive"), ref(ana), ref(chile), None, "Kenya", "happened", span(REPORT, "met")),
            *(None, 0.8, (), (ref(norway),), (span(REPORT, "envoys"),), "042"),
        ),
        Event("e2", "ASSAULT", None, (), ref(rebels), ref(army), None, None, "planned", span(REPORT, "attack"), None, 0.8),
        Event("e3", "SUPPORT", None, (), ref(agency), ref(mayor), "2024-03-02", None, "happened", span(REPORT, "thanked"), None, 0.6),
        Event("e4", "ACCUSE", None, (), ref(agency), None, "2024-03", None, "happened", span(REPORT, "agency"), None, 0.6),
    )
    return Reading(REPORT, (), (), events, (ana, chile, norway, rebels, army, agency, mayor), ())


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "events.db", make=True) as made:
        run = made.run(Run("9.9"), "2026-01-01T00:00:00Z")
        made.add(reading(), run, "a.txt", "d")
        rebels, army = actor(UNDATED, "b1", "Rebels", "unnamed group"), actor(UNDATED, "b2", "the army", "unnamed group")
        event = Event("e5", "ASSAULT", None, (), ref(rebels), ref(army), None, None, "happened", span(UNDATED, "attacked"), None, 0.8)
        made.add(Reading(UNDATED, (), (), (event,), (rebels, army), ()), run, "b.txt", "d")
        yield made


def rows(record: Record, tmp_path: Path) -> dict[str, dict[str, str]]:
    polecat.write(record, tmp_path / "p.tsv")
    with (tmp_path / "p.tsv").open(encoding="utf-8", newline="") as file:
        return {row["Event ID"]: row for row in csv.DictReader(file, delimiter="\t")}


def lines(record: Record, tmp_path: Path, *, text: bool = False) -> dict[str, dict[str, Any]]:
    plover.write(record, tmp_path / f"{text}.jsonl", text=text)
    return {line["id"]: line for line in map(json.loads, (tmp_path / f"{text}.jsonl").read_text("utf-8").splitlines())}


def test_polecat_has_its_forty_columns_and_a_line_an_event_that_is_more_than_planned(record: Record, tmp_path: Path) -> None:
    assert len(polecat.COLUMNS) == 40
    assert list(rows(record, tmp_path)) == ["e1", "e3", "e4", "e5"]
    raw = (tmp_path / "p.tsv").read_text("utf-8").splitlines()
    assert {line.count("\t") for line in raw} == {39}


def test_polecat_says_who_they_are(record: Record, tmp_path: Path) -> None:
    row = rows(record, tmp_path)["e1"]
    assert {name: row[name] for name in row if "Actor" in name} == {
        "Actor Name": "Ana Prado",
        "Actor Country": "PER",
        "Actor COW": "135",
        "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV",
        "Actor Title": "foreign minister",
        "Actor Name Raw": "Ana Prado",
        "Wikipedia Actor ID": "Q1",
    }
    assert (row["Recipient Name"], row["Recipient Country"], row["Recipient COW"]) == ("Chile; Norway", "CHL; NOR", "155")
    assert (row["Primary Recipient Sector"], row["Recipient Title"], row["Wikipedia Recipient ID"]) == ("", "", "")


def test_polecat_says_what_when_and_where(record: Record, tmp_path: Path) -> None:
    row = rows(record, tmp_path)["e1"]
    assert [row[name] for name in polecat.COLUMNS[:7]] == ["e1", "2024-03-05", "CONSULT", "visit", "2.5", "1", "diplomatic; executive"]
    assert (row["Placename"], row["Raw Placename"], row["Country"], row["Latitude"]) == ("Kenya", "Kenya", "KEN", "")
    assert (row["Source"], row["Publication Date"], row["Language"], row["Version"]) == ('The "Quay"', "2024-03-05", "en", "onrecord 9.9")
    assert (row["Story People"], row["Story Locations"]) == ("Ana Prado", "Chile; Norway")
    days = {key: row["Event Date"] for key, row in rows(record, tmp_path).items()}
    assert days == {"e1": "2024-03-05", "e3": "2024-03-02", "e4": "2024-03-05", "e5": ""}  # a month is no day; nothing is known of e5


def test_polecat_tells_international_bodies_and_health_from_cameo(record: Record, tmp_path: Path) -> None:
    row = rows(record, tmp_path)["e3"]
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == ("UNO", "", "MED")
    assert (row["Recipient Country"], row["Primary Recipient Sector"]) == ("", "GOV")
    assert rows(record, tmp_path)["e5"]["Primary Recipient Sector"] == "MIL"


def test_pandas_reads_polecat_with_the_types_of_its_columns(record: Record, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    polecat.write(record, tmp_path / "p.tsv")
    frame = pandas.read_csv(tmp_path / "p.tsv", sep="\t", parse_dates=["Event Date", "Publication Date"])
    assert frame.shape == (4, 40)
    assert frame["Event ID"].is_unique
    for name in ("Intensity", "Quad Code", "Actor COW", "Recipient COW", "Latitude", "GeoNames ID"):
        assert pandas.api.types.is_numeric_dtype(frame[name]), name
    for name in ("Event Date", "Publication Date"):
        assert pandas.api.types.is_datetime64_any_dtype(frame[name]), name
    assert set(frame["Quad Code"]) <= {1, 2, 3, 4}
    assert set(frame["Event Type"]) <= set(table("plover")["types"])
    unquoted = pandas.read_csv(tmp_path / "p.tsv", sep="\t", quoting=csv.QUOTE_NONE)
    assert list(unquoted["Event ID"]) == list(frame["Event ID"])


def test_plover_keeps_compound_actors_as_lists_in_one_record(record: Record, tmp_path: Path) -> None:
    line = lines(record, tmp_path)["e1"]
    assert [one["identifier_text"] for one in line["recipient"]] == ["Chile", "Norway"]
    assert line["actor"] == [
        {
            "code": "PER",
            "sector": "GOV",
            "entity_text": "Ana Prado",
            "identifier_id": "Q1",
            "identifier_text": "Ana Prado",
            "office": "foreign minister",
        }
    ]
    assert (line["event"], line["mode"], line["context"], line["quad_code"]) == (["CONSULT"], ["visit"], ["diplomatic", "executive"], 1)
    assert (line["date"], line["comment"], line["cameo"]) == ("2024-03-05", "date: the day of publication", "042")
    assert line["event_loc"] == {"extracted_place": "Kenya", "country_code": "KEN"}
    assert (line["event_text"], line["text_info"][0]["start"]) == (["met", "envoys"], TEXT.index("met"))


def test_plover_marks_what_lies_ahead_with_its_auxiliary_mode(record: Record, tmp_path: Path) -> None:
    assert lines(record, tmp_path)["e2"]["mode"] == ["future"]
    assert "comment" not in lines(record, tmp_path)["e3"]
    assert lines(record, tmp_path)["e5"]["date"] is None


def test_plover_has_the_text_only_where_it_is_asked_for(record: Record, tmp_path: Path) -> None:
    assert all("text" not in line for line in lines(record, tmp_path).values())
    assert lines(record, tmp_path, text=True)["e1"]["text"] == TEXT


def test_the_command_line_gives_the_text_with_an_option_and_to_plover_only(record: Record, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    done = CliRunner().invoke(app, ["export", str(record.path), "--to", "plover", "--with-text", "-o", str(target)])
    assert done.exit_code == 0, done.output
    assert all("text" in json.loads(line) for line in target.read_text("utf-8").splitlines())
    done = CliRunner().invoke(app, ["export", str(record.path), "--to", "polecat", "--with-text"])
    assert "--with-text counts only with --to plover" in str(done.exception)


def test_the_record_and_the_json_lines_keep_every_part_of_an_event(record: Record, tmp_path: Path) -> None:
    assert record.reading(REPORT.id) == reading()
    jsonl.write(record, tmp_path / "all.jsonl")
    events = [event for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines() for event in json.loads(line)["events"]]
    assert events[0]["cameo"] == "042"
    assert [other["name"] for other in events[0]["co_recipients"]] == ["Norway"]
    assert {event["cameo"] for event in events[1:]} == {None}


def test_only_the_events_of_the_reports_that_answer_go_out(record: Record) -> None:
    names = ("events", "event_actors", "event_words", "event_codes")
    assert {each.name: len(list(each.rows)) for each in tables(record, None) if each.name in names} == dict(
        zip(names, (5, 1, 1, 1), strict=True)
    )
    nobody = tables(record, Question(speaker="Nobody Known"))
    assert {each.name: len(list(each.rows)) for each in nobody if each.name in names} == dict.fromkeys(names, 0)


def test_the_tables_of_events_go_out_as_parquet(record: Record, tmp_path: Path) -> None:
    parquet.write(record, tmp_path / "tables")
    assert {"events.parquet", "event_actors.parquet", "event_words.parquet", "event_codes.parquet"} <= {
        path.name for path in (tmp_path / "tables").iterdir()
    }


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Brazil's foreign ministry", "organisation", "BRA"),
        ("the South Korean navy", "unnamed group", "KOR"),
        ("Chilean troops", "unnamed group", "CHL"),
        ("Chilean Timber", "organisation", None),
        ("Brazil's Ada Lane", "person", None),
        ("troops", "unnamed group", None),
    ],
)
def test_a_body_belongs_to_the_country_that_begins_its_name(name: str, kind: Any, country: str | None, tmp_path: Path) -> None:
    report = Report(f"{name} left.")
    one = actor(report, "x", name, kind)
    event = Event("e", "RETREAT", "withdraw", (), ref(one), None, None, None, "happened", span(report, "left"), None, 0.6)
    with Record(tmp_path / "one.db", make=True) as made:
        made.add(Reading(report, (), (), (event,), (one,), ()), made.run(Run("1"), "2026-01-01T00:00:00Z"), "x", "d")
        assert rows(made, tmp_path)["e"]["Actor Country"] == (country or "")


def test_only_the_name_of_a_country_is_a_country() -> None:
    assert (country_of("Kenya"), country_of("the United States"), country_of("Nairobi"), country_of(None)) == ("KEN", "USA", None, None)
