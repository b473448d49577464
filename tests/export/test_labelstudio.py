"""Label Studio: tasks with regions and relations; what was changed there comes back as decisions, and nothing else."""

import copy
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from onrecord.errors import InputError
from onrecord.export import labelstudio
from onrecord.export.back import labelstudio as back
from onrecord.record import Decision, Record
from tests.export.conftest import FERRY, MADE, ferry, storm


def tasks(record: Record, tmp_path: Path) -> list[dict[str, Any]]:
    labelstudio.write(record, tmp_path / "t.json")
    made: list[dict[str, Any]] = json.loads((tmp_path / "t.json").read_text("utf-8"))
    return made


@pytest.fixture
def annotated(record: Record, tmp_path: Path) -> list[dict[str, Any]]:
    """What Label Studio exports when somebody accepted every prediction."""
    return [
        {
            **task,
            "id": number,
            "annotations": [{"id": 1, "was_cancelled": False, "result": copy.deepcopy(task["predictions"][0]["result"])}],
        }
        for number, task in enumerate(tasks(record, tmp_path), 7)
    ]


def changes(record: Record, tmp_path: Path, made: Any, told: list[str] | None = None) -> list[Decision]:
    path = tmp_path / "back.json"
    path.write_text(json.dumps(made), "utf-8")
    skip = pytest.fail if told is None else told.append
    return list(back.decisions(record, path, "ann", "2026-02-02T00:00:00Z", skip))


def result(task: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = task["annotations"][0]["result"]
    return found


def test_regions_have_the_reports_words_in_code_points(record: Record, tmp_path: Path) -> None:
    for task in tasks(record, tmp_path):
        for item in task["predictions"][0]["result"]:
            if item["type"] == "labels":
                value = item["value"]
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


def test_relations_join_regions_that_are_there(record: Record, tmp_path: Path) -> None:
    first = tasks(record, tmp_path)[0]["predictions"][0]["result"]
    ids = {item["id"] for item in first if item["type"] == "labels"}
    relations = [item for item in first if item["type"] == "relation"]
    assert {end for item in relations for end in (item["from_id"], item["to_id"])} <= ids
    quoted = ferry().statements[0].id
    assert [(r["to_id"], r["labels"]) for r in relations if r["from_id"] == f"{quoted}-cue"] == [
        (f"{quoted}-source", ["source"]),
        (f"{quoted}-content-0", ["content"]),
        (f"{quoted}-content-1", ["content"]),
    ]


def test_the_labelling_interface_has_the_names_that_the_tasks_use() -> None:
    root = ET.fromstring(labelstudio.INTERFACE)  # noqa: S314 (our own)
    labels = root.find("Labels")
    assert labels is not None
    assert (labels.get("name"), labels.get("toName")) == (labelstudio.FROM, labelstudio.TO)
    assert {label.get("value") for label in labels} == set(labelstudio.LABELS.values())


def test_unchanged_annotations_decide_nothing(record: Record, tmp_path: Path, annotated: list[dict[str, Any]]) -> None:
    assert changes(record, tmp_path, annotated) == []


def test_tasks_that_nobody_annotated_decide_nothing(record: Record, tmp_path: Path) -> None:
    assert changes(record, tmp_path, tasks(record, tmp_path)) == []


def test_a_moved_region_replaces_a_deleted_one_rejects(record: Record, tmp_path: Path, annotated: list[dict[str, Any]]) -> None:
    quoted, told, promised, _ = (statement.id for statement in ferry().statements)
    for item in result(annotated[0]):
        if item.get("id") == f"{told}-content-0":
            start = item["value"]["start"] + len("that ")
            item["value"].update(start=start, text=FERRY.text[start : item["value"]["end"]])
    kept = [item for item in result(annotated[0]) if promised not in str(item.get("id", item.get("from_id")))]
    annotated[0]["annotations"][0]["result"] = kept
    first, second = changes(record, tmp_path, annotated)
    assert (first.verb, first.statement) == ("reject", promised)
    assert (second.verb, second.statement) == ("replace", told)
    assert second.value is not None
    assert second.value.content[0].text == "the mayor had promised new boats"
    assert second.value.addressee == ferry().statements[1].addressee
    assert [record.decide(decision) for decision in (first, second)] == [True, True]
    assert changes(record, tmp_path, annotated) == []
    assert quoted


def test_a_new_cue_with_a_content_is_a_new_statement(record: Record, tmp_path: Path, annotated: list[dict[str, Any]]) -> None:
    def region(id_: str, words: str, label: str) -> dict[str, Any]:
        start = FERRY.text.index(words)
        value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
        return {"id": id_, "from_name": "part", "to_name": "text", "type": "labels", "value": value}

    result(annotated[0]).extend([region("x1", "sail", "Content"), region("x2", "Ada", "Source"), region("x3", "said", "Cue")])
    for to in ("x1", "x2"):  # drawn towards the cue: they mean the same
        result(annotated[0]).append({"type": "relation", "from_id": to, "to_id": "x3", "direction": "right"})
    (decision,) = changes(record, tmp_path, annotated)
    assert decision.verb == "add"
    assert decision.value is not None
    assert [span.text for span in decision.value.spans] == ["Ada", "said", "sail"]
    assert decision.value.parent == ferry().statements[0].id


def test_places_that_count_an_emoji_twice_are_understood(record: Record, tmp_path: Path, annotated: list[dict[str, Any]]) -> None:
    for item in result(annotated[0]):
        if item["type"] == "labels":
            for bound in ("start", "end"):
                item["value"][bound] = len(FERRY.text[: item["value"][bound]].encode("utf-16-le")) // 2
    assert changes(record, tmp_path, annotated) == []


def test_what_cannot_be_taken_in_is_told(record: Record, tmp_path: Path, annotated: list[dict[str, Any]]) -> None:
    item = result(annotated[0])[0]
    item["value"].update(start=1, text="no words of the report")
    del annotated[1]["data"]["onrecord"]
    annotated[2]["annotations"] *= 2
    told: list[str] = []
    assert changes(record, tmp_path, annotated, told) == []
    assert told == [
        "back.json, task 7: the report does not have 'no words of the report' at 1",
        "back.json, task 8: was not made by onrecord export --to labelstudio (data.onrecord is missing)",
        "back.json, task 9: has 2 annotations; the last one counts",
    ]


@pytest.mark.parametrize("text", ["no json", '{"a": 1}', "[1]"])
def test_another_file_is_refused(record: Record, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InputError, match="export from Label Studio as JSON"):
        list(back.decisions(record, tmp_path / "x.json", "ann", MADE, pytest.fail))


def test_a_record_without_reports_gives_an_empty_list(tmp_path: Path) -> None:
    with Record(tmp_path / "e.db", make=True) as record:
        assert tasks(record, tmp_path) == []


def test_the_statement_without_a_cue_stands_alone(record: Record, tmp_path: Path, annotated: list[dict[str, Any]]) -> None:
    assert storm().statements[0].id in {item["id"].partition("-")[0] for item in result(annotated[1]) if "id" in item}
    annotated[1]["annotations"][0]["result"] = []
    (decision,) = changes(record, tmp_path, annotated)
    assert decision.verb == "reject"
