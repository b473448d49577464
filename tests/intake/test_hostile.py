"""Whatever is given ends as a report or in one line that says why not: no other exception, no crash, no hang, no memory without end."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.errors import ReportError
from onrecord.intake import Item, Options, Refusal, items, report_of
from onrecord.schema.report import Report
from tests.intake import hostile, made

LONGEST = 30.0  # seconds of an input on a busy machine; most take a few milliseconds
Outcomes = dict[str, tuple[list[Report | Refusal] | Exception, float]]  # of each input: what became of it, and the seconds it took
LARGEST_MEMORY = 500  # megabytes of the whole process, its libraries with it


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made.every(tmp_path_factory.mktemp("made"))


def outcome(source: str, options: Options | None = None) -> list[Report | Refusal]:
    """What becomes of an input; whatever is no report has one printable line."""
    used = options or Options()
    found: list[Report | Refusal] = []
    for item in items([source], used):
        if isinstance(item, Item):
            try:
                found.append(report_of(item, used))
            except ReportError as error:
                found.append(Refusal(item.source, str(error)))
        else:
            found.append(item)
        last = found[-1]
        if isinstance(last, Refusal):
            assert last.reason
            assert last.reason.isprintable()
            assert last.source.isprintable()
        else:
            assert last.text.strip()
            last.text.encode("utf-8")
    return found


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """What becomes of each hostile input, and the seconds it took."""
    top = tmp_path_factory.mktemp("hostile")
    found: Outcomes = {}
    for name, write in hostile.cases(top):
        folder = top / f"case{len(found)}"
        folder.mkdir()
        source = write(folder)
        begin = time.perf_counter()
        result: list[Report | Refusal] | Exception
        try:
            result = outcome(str(source))
        except Exception as error:  # noqa: BLE001 (whatever it is, the test names the input)
            result = error
        found[name] = (result, time.perf_counter() - begin)
        if ":" in name:
            source.unlink()  # some are large
    return found


def test_two_hundred_hostile_inputs_are_read_or_refused(outcomes: Outcomes) -> None:
    assert len(outcomes) >= 200
    assert {name: result for name, (result, _) in outcomes.items() if isinstance(result, Exception) or not result} == {}


def test_none_takes_long(outcomes: Outcomes) -> None:
    assert {name: seconds for name, (_, seconds) in outcomes.items() if seconds > LONGEST} == {}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bomb:a.txt.gz", "has over 10 MB"),
        ("bomb-twice:a.jsonl.gz", "unpacks to more than 200 times its size"),
        ("nested:a.gz", "lies in more than 4 archives"),
        ("nested:a.zip", "lies in more than 4 archives"),
        ("locked:a.zip", "encrypted"),
        ("laughs:a.rss", "declares entities of its own"),
        ("outside:a.rss", "declares entities of its own"),
        ("encrypted:a.pdf", "password"),
        ("no-text:a.pdf", "run text recognition"),
        ("utf16-unmarked:a.txt", "--encoding utf-16-le"),
        ("latin:a.txt", "cp1252 would fit"),
        ("pipe", "is no file but a pipe"),
        ("device", "is no file but a pipe, socket or device"),
        ("other:a.sqlite", "no project of the Discourse Network Analyzer"),
        ("no-text:a.csv", "no column looks like the text"),
        ("deep:a.json", "breaks off or is no JSON"),
    ],
)
def test_the_reason_says_what_is_wrong(outcomes: Outcomes, name: str, reason: str) -> None:
    found = outcomes[name][0]
    assert isinstance(found, list)
    assert any(isinstance(one, Refusal) and reason in one.reason for one in found), found


def test_what_stands_before_a_break_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(made.json_lines() + b'{"text": \n' + made.json_lines())
    assert [isinstance(one, Report) for one in outcome(str(path))] == [True, True, False, True, True]


def test_a_misnamed_file_is_read_by_what_it_is(tmp_path: Path, valid: dict[str, bytes]) -> None:
    for name, data in valid.items():
        right, wrong = tmp_path / name, tmp_path / "a.png"
        right.write_bytes(data)
        wrong.write_bytes(data)
        texts = [[one.text for one in outcome(str(path)) if isinstance(one, Report)] for path in (right, wrong)]
        assert texts[0], name
        if name != "a.tsv":  # "headline, Publication Date, newspaper, body" tells a table with commas and tabs alike
            assert texts[0] == texts[1] or name == "a.zip", name


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's own files")
def test_memory_stays_small(tmp_path: Path) -> None:
    names = (
        "one-line:a.txt",
        "long-line:a.csv",
        "unclosed-long:a.csv",
        "bomb:a.zip",
        "bomb:a.docx",
        "bomb:a.jsonl.gz",
        "bomb-twice:a.jsonl.gz",
    )
    writers = dict(hostile.cases(tmp_path))
    program = (
        "import sys; from onrecord.intake import *\n"
        "for one in items([sys.argv[1]]):\n"
        "    try: report_of(one, Options()) if isinstance(one, Item) else None\n"
        "    except ValueError: pass\n"
        "print(next(int(line.split()[1]) // 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    for number, name in enumerate(names):
        folder = tmp_path / str(number)
        folder.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", program, str(writers[name](folder))], capture_output=True, text=True, check=True, timeout=120
        )
        assert int(run.stdout) < LARGEST_MEMORY, f"{name}: {run.stdout} MB"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(hostile.ENDINGS), st.sampled_from([b"", *hostile.MAGICS.values()]))
def test_any_bytes_under_any_name(tmp_path: Path, data: bytes, ending: str, magic: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(magic + data)
    assert outcome(str(path))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.sampled_from(made.NAMES))
@example(56, "a.tsv")  # what the csv library says has a tab in it
def test_any_change_of_a_valid_file(tmp_path: Path, valid: dict[str, bytes], seed: int, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(hostile.changed(valid[name], random.Random(seed)))
    assert outcome(str(path))
