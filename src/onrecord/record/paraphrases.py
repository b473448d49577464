"""Who tells in words of their own what others quote."""

from datetime import timedelta

from onrecord.record.asked import Variants
from onrecord.record.database import spoken
from onrecord.record.entries import STANDS
from onrecord.record.linking import long_words
from onrecord.record.question import Hit
from onrecord.record.search import hits_of
from onrecord.record.store import Record

# Chosen on 2,752 reports, whose 125 utterances it brings 15 paraphrases: one reader held 10 for right, 4 more for the same matter. With
# three words in common it brings 7, of them 6 right; with two fifths of the words 20.
IN_COMMON = 2  # long words
SHARE = 0.5  # of those of the paraphrase
WITHIN = timedelta(days=3)


def paraphrases(record: Record, utterance: Variants) -> tuple[Hit, ...]:
    """The statements without quotation marks that tell what these quote: by the same speaker, on about the same days, in like words.

    Statements inside others are left out: what contains them may be a quotation. It misses those in other words altogether,
    and of speakers whom the record does not know to be one.
    """
    quoted = frozenset[str]().union(*(long_words(" ".join(cell.word for cell in row if cell.word)) for row in utterance.alignment.rows))
    days = [hit.entry.day for hit in utterance.hits if hit.entry.day is not None]
    if not days:
        return ()
    its = [hit.entry.statement.id for hit in utterance.hits]
    marks = ",".join("?" * len(its))
    with spoken(record.path):
        rows = record.db.execute(
            f"""
            SELECT key, content FROM statements
            WHERE kind = 'indirect' AND parent IS NULL AND {STANDS} AND day BETWEEN ? AND ? AND speaker IN (
                SELECT speaker FROM statements WHERE id IN ({marks})
                UNION SELECT actor FROM joins WHERE identity IN (
                    SELECT identity FROM joins JOIN statements ON speaker = actor WHERE statements.id IN ({marks})))
            ORDER BY day, key
            """,
            ((min(days) - WITHIN).isoformat(), (max(days) + WITHIN).isoformat(), *its, *its),
        ).fetchall()
        return tuple(hits_of(record.db, [(key, 0.0) for key, content in rows if _tells(content, quoted)], None))


def _tells(content: str, quoted: frozenset[str]) -> bool:
    told = long_words(content)
    shared = len(told & quoted)
    return shared >= IN_COMMON and shared >= SHARE * len(told)
