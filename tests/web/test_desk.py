"""What was counted is remembered until the record changes."""

from pathlib import Path

from onrecord.record import Decision, Record
from onrecord.web.desk import REMEMBERED, Desk
from tests.record.conftest import tarn
from tests.web.conftest import visitor

STATEMENT = tarn().statements[0].id


def decided(record: Record, number: int) -> None:
    record.decide(Decision(tarn().report.id, "accept", STATEMENT, None, f"Ada {number}", "2021-06-01T00:00:00Z"))


def test_each_write_is_another_state_while_others_read_and_when_nobody_does(desk_file: Path) -> None:
    desk = Desk(desk_file)
    seen = [desk.state()]
    with desk.asking(), desk.asking():
        assert desk.state() == seen[0]
    with Record(desk_file, write=True) as record:
        for number in range(20):
            decided(record, number)
            seen.append(desk.state())
            with desk.asking():
                assert desk.state() == seen[-1]
    seen.append(desk.state())
    assert len(set(seen[:-1])) == 21
    assert seen[-1] not in seen[:1]


def test_what_is_counted_is_counted_once_in_a_state_and_a_few_are_kept(desk_file: Path) -> None:
    desk, counted = Desk(desk_file), list[int]()

    def count() -> list[int]:
        counted.append(1)
        return list(counted)

    first = desk.remembered("a", "then", count)
    assert desk.remembered("a", "then", count) is first
    assert desk.remembered("a", "now", count) is not first
    for number in range(2 * REMEMBERED):
        desk.remembered(number, "now", count)
    assert len(desk.memory.kept) == REMEMBERED


def test_a_picture_after_a_correction_is_a_new_one(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        before = desk.get("/pictures/network.csv").text
        assert desk.get("/pictures/network.csv").text == before
        for statement in tarn().statements:
            form = {"verb": "reject", "statement": statement.id, "seen": "0", "author": "Cy"}
            assert desk.post(f"/report/{tarn().report.id}/correct", data=form, follow_redirects=False).status_code == 303
        assert desk.get("/pictures/network.csv").text != before
