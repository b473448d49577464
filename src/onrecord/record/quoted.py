"""The utterances that several reports quote: how often, and in how many versions."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from onrecord.record.database import spoken
from onrecord.record.entries import STANDS
from onrecord.record.groups import quoted_words
from onrecord.record.search import publishers
from onrecord.record.shingles import terms
from onrecord.record.store import Record

MOST = 300  # utterances whose words are compared: those that most reports quote


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words once said that several reports quote.

    Attributes:
        statement: the id of the earliest of the statements that quote it.
        speaker, speaker_name: who said it by most reports: the id and the name across reports; None where none says.
        first: the day of the earliest.
        versions: in how many different wordings it is quoted, marks and case aside.
        fewest, most: words of the shortest and of the longest of them.
        words: the content of the longest.
    """

    statement: str
    speaker: str | None
    speaker_name: str | None
    first: str | None
    reports: int
    publishers: int
    versions: int
    fewest: int
    most: int
    words: str


def utterances(
    record: Record,
    limit: int = 20,
    *,
    since: date | None = None,
    until: date | None = None,
    publisher: str | None = None,
    speaker: str | None = None,
) -> tuple[Utterance, ...]:
    """The utterances that most reports quote, from the one quoted in most versions.

    Args:
        since, until: days of which one at least is that of a statement of it.
        publisher, speaker: words in the name of one at least of those who quote it, and of those who are said to have said it.
    """
    with spoken(record.path):
        found = [_utterance(record, original) for original in _foremost(record, since, until, publisher, speaker)]
    kept = (its for its in found if its.reports > 1)
    return tuple(sorted(kept, key=lambda its: (-its.versions, -its.reports, its.statement))[:limit])


def _foremost(record: Record, since: date | None, until: date | None, publisher: str | None, speaker: str | None) -> list[int]:
    where, values = [STANDS], list[object]()
    for comparison, bound in ((">=", since), ("<=", until)):
        if bound is not None:
            where.append(f"statements.day {comparison} ?")
            values.append(bound.isoformat())
    if publisher is not None:
        among = publishers(record.db, publisher)
        where.append(f"reports.publisher IN ({','.join('?' * len(among))})")
        values += among
    for word in (speaker or "").split():
        where.append("instr(lower(coalesce(identities.name, statements.speaker_name, '')), lower(?))")
        values.append(word)
    rows = record.db.execute(
        f"""
        SELECT original FROM variants WHERE original IN (
            SELECT original FROM variants JOIN statements ON statements.key = variants.statement JOIN reports ON reports.key = report
            LEFT JOIN joins ON joins.actor = speaker LEFT JOIN identities ON identities.key = joins.identity WHERE {" AND ".join(where)})
        GROUP BY original ORDER BY count(*) DESC, original LIMIT ?
        """,
        (*values, MOST),
    )
    return [original for (original,) in rows]


def _utterance(record: Record, original: int) -> Utterance:
    rows = record.db.execute(
        f"""
        SELECT statements.id, coalesce(identities.id, actors.id), coalesce(identities.name, actors.name), day, statements.report, publisher,
            statements.kind, content
        FROM variants JOIN statements ON statements.key = variants.statement JOIN reports ON reports.key = statements.report
        LEFT JOIN actors ON actors.key = speaker LEFT JOIN joins ON joins.actor = speaker
        LEFT JOIN identities ON identities.key = joins.identity
        WHERE original = ? AND {STANDS} ORDER BY day IS NULL, day, statements.key
        """,
        (original,),
    ).fetchall()
    wordings = {tuple(terms(" ".join(quoted_words(kind, content)))): content for *_, kind, content in reversed(rows)}
    longest = max(wordings, key=len, default=())
    statement, _, _, first = rows[0][:4] if rows else ("", None, None, None)
    speakers = Counter((row[1], row[2]) for row in rows if row[1] is not None)
    ((speaker, name), _) = speakers.most_common(1)[0] if speakers else ((None, None), 0)
    reports, publishers_ = ({row[place] for row in rows} for place in (4, 5))
    sizes = [len(wording) for wording in wordings] or [0]
    return Utterance(
        *(statement, speaker, name, first, len(reports), len(publishers_), len(wordings)),
        *(min(sizes), max(sizes), wordings.get(longest, "")),
    )
