"""Reading more at the desk."""

import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.schema.reading import Reading
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report
from onrecord.web.app import create
from onrecord.web.desk import Intake, Options
from tests.record.conftest import RUN, actor, statement
from tests.web.conftest import HOME

TEXT = "Ada Wells said the weir will hold. Nobody asked."


def read(report: Report) -> Reading:
    """A reader that knows one sentence."""
    if "weir" not in report.text:
        return Reading(report, (), (), (), (), ())
    wells = actor(report, "Ada Wells")
    said = statement(report, "the weir will hold", "Ada Wells", wells, cue="said", kind="indirect")
    return Reading(report, (said,), (), (), (wells,), ())


def found(inputs: Sequence[str], published: date | None) -> Iterator[Report | Refusal]:
    """Text files, and nothing else."""
    for path in inputs:
        for file in sorted(Path(path).iterdir()) if Path(path).is_dir() else [Path(path)]:
            if file.suffix == ".txt":
                yield Report(file.read_text("utf-8"), source=str(file), title=file.stem, published=published)
            else:
                yield Refusal(str(file), "is no text; save it as text")


OPTIONS = Options(read=read, intake=Intake(lambda: RUN, found))


def at_home(path: Path, options: Options = OPTIONS) -> TestClient:
    return TestClient(create(path, options), base_url=HOME, client=("127.0.0.1", 50000))


def done(desk: TestClient, **form: Any) -> str:
    """Give something to read, and wait for the page that says it is done."""
    answer = desk.post("/load", **form)
    assert answer.status_code == 200, answer.text
    for _ in range(100):
        if desk.get(f"{answer.url}?format=json").json()["state"] in ("done", "broken"):
            return str(desk.get(str(answer.url)).text)
        time.sleep(0.05)
    raise AssertionError("it was never done")


def test_a_pasted_text_is_read_and_appears(desk_file: Path) -> None:
    with at_home(desk_file) as desk:
        page = done(desk, data={"text": TEXT, "title": "Weir", "publisher": "Orm Gazette", "published": "2021-06-02"})
        assert "Done: 1 report." in page
        assert "1 statement<" in page
        assert "the weir will hold" in desk.get("/?speaker=Wells&from=2021-06").text
        assert "was there already" in done(
            desk, data={"text": TEXT, "title": "Weir", "publisher": "Orm Gazette", "published": "2021-06-02"}
        )


def test_a_text_without_a_title_is_called_by_its_words(desk_file: Path) -> None:
    with at_home(desk_file) as desk:
        page = done(desk, data={"text": TEXT})
        assert page.count(TEXT[:40]) == 2
        assert ">desk/" not in page


def test_files_are_read_and_what_is_refused_says_why(desk_file: Path) -> None:
    with at_home(desk_file) as desk:
        files = [("files", ("../../weir.txt", TEXT.encode())), ("files", ("weir.txt", b"Another text.")), ("files", ("a.bin", b"\0"))]
        page = done(desk, files=files)
        assert "Done: 2 reports, 1 refused." in page
        assert "is no text; save it as text" in page
        assert "/tmp/" not in page  # noqa: S108
    with Record(desk_file) as record:
        sources = [report.source for report in record.reports()][-2:]
        assert all(source is not None and source.startswith("desk/") and source.endswith("/weir.txt") for source in sources)
        assert [refusal.source.rpartition("/")[2] for refusal in record.refusals()] == ["a.bin"]


def test_a_folder_is_read_for_a_visitor_at_the_machine_alone(desk_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "weir.txt").write_text(TEXT, "utf-8")
    with at_home(desk_file) as desk:
        assert "Done: 1 report." in done(desk, data={"folder": str(folder)})
        assert "there is no such folder" in desk.post("/load", data={"folder": str(folder / "none")}).text
        assert desk.post("/load", data={"folder": str(folder)}, headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 422
    app = create(desk_file, OPTIONS)
    with TestClient(app, base_url=HOME, client=("10.0.0.9", 50000)) as desk:
        assert "on this machine alone" in desk.post("/load", data={"folder": str(folder)}).text
        assert "A folder of this machine" not in desk.get("/load").text


def test_limits(desk_file: Path) -> None:
    with at_home(desk_file) as desk:
        many = [("files", (f"{n}.txt", b"x")) for n in range(201)]
        assert desk.post("/load", files=many).status_code == 413
        assert "nothing to read" in desk.post("/load", data={"text": " "}).text
        assert "is no date" in desk.post("/load", data={"text": TEXT, "published": "soon"}).text
        assert desk.get("/load/none").status_code == 404


@pytest.mark.parametrize("options", [Options(), Options(read_only=True, read=read, intake=OPTIONS.intake)])
def test_a_desk_that_does_not_read_says_so(desk_file: Path, options: Options) -> None:
    with at_home(desk_file, options) as desk:
        assert "This desk does not read" in desk.get("/load").text
        assert desk.post("/load", data={"text": TEXT}).status_code in (403, 409)


def test_a_reader_that_breaks_breaks_its_job_only(desk_file: Path) -> None:
    def broken(report: Report) -> Reading:
        raise ValueError("no net" if "weir" in report.text else "odd")

    with at_home(desk_file, Options(read=broken, intake=OPTIONS.intake)) as desk:
        assert "ValueError: no net" in done(desk, data={"text": TEXT})
        assert "It broke off" in done(desk, data={"text": "Another."})
