"""The record opens in Datasette unchanged: its tables, its search, its links between tables."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.record import Record

datasette_app = pytest.importorskip("datasette.app")


def pages(path: Path, *addresses: str) -> list[Any]:
    """What Datasette answers, JSON where it is asked for."""

    async def ask() -> list[Any]:
        found = []
        desk = datasette_app.Datasette([str(path)])
        await desk.invoke_startup()
        for address in addresses:
            answer = await desk.client.get(address)
            assert answer.status_code == 200, (address, answer.text[:500])
            found.append(json.loads(answer.text) if ".json" in address else answer.text)
        return found

    return asyncio.run(ask())


@pytest.fixture
def path(record: Record) -> Path:
    record.group()
    return record.path


def test_every_table_opens(path: Path, record: Record) -> None:
    tables = record.tables()
    answers = pages(path, *(f"/small/{table}.json?_shape=objects&_size=max" for table in tables), *(f"/small/{table}" for table in tables))
    for table, answer in zip(tables, answers, strict=False):
        columns, rows = record.rows(table)
        assert len(answer["rows"]) == len(list(rows)), table
        assert all(list(row) in (list(columns), ["rowid", *columns]) for row in answer["rows"]), table


def test_its_search_box_searches(path: Path) -> None:
    statements, reports, page = pages(
        path, "/small/statements.json?_search=lake&_shape=array", "/small/reports.json?_search=swans&_shape=array", "/small/statements"
    )
    assert len(statements) == 2
    assert len(reports) == 1
    assert 'name="_search"' in page


def test_keys_are_links_with_names(path: Path) -> None:
    (page,) = pages(path, "/small/statements?speaker__notnull=1")
    assert ">Ada Wells</a>" in page
    assert ">Mayor: lake will go</a>" in page
