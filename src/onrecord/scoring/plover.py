"""PLOVER's JSON records as gold: one record an event, with the text that it was coded from (PLOVER manual, chapter Data Fields)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.errors import CorpusError

Gold = Mapping[str, Any]
_AUXILIARY = frozenset({"historical", "future", "hypothetical", "negation"})
_TOGETHER = 2


def is_record(record: Gold) -> bool:
    """Whether a line is a PLOVER record."""
    return "events" not in record and ("event" in record or "has_event" in record)


def text_of(record: Gold, line: int) -> str:
    """The text that a record was coded from: its own, or the story's sentences.

    Raises:
        CorpusError: it has none.
    """
    text = record.get("text")
    if isinstance(text, str) and text.strip():
        return text
    for info in _listed(record.get("text_info")):
        story = info.get("text_story") if isinstance(info, Mapping) else None
        if story:
            return story if isinstance(story, str) else " ".join(story)
    raise CorpusError(f"line {line}: the record {record.get('id', '')} has no text; onrecord export --to plover --with-text writes it")


def published(record: Gold) -> str | None:
    """The day that words such as "Thursday" are counted from: the text's where it is given, else the event's."""
    day = record.get("published") or record.get("date")
    return None if day is None else str(day)


def events(record: Gold, line: int) -> Iterator[Gold]:
    """The events of a record, as `score_events` takes them; none of one that says that there is none.

    Raises:
        CorpusError: it has no type of event.
    """
    if record.get("has_event") is False:
        return
    types = _listed(record.get("event"))
    if not types:
        raise CorpusError(f"line {line}: the record {record.get('id', '')} has no event; say has_event: false where there is none")
    sides = {side: [name for each in _listed(record.get(side)) if (name := _names(each))] for side in ("actor", "recipient")}
    together = not sides["recipient"] and len(sides["actor"]) >= _TOGETHER  # "those who meet are all actors": nobody comes first
    wanted: dict[str, Any] = {side: [name for names in several for name in names] or None for side, several in sides.items()}
    if together:
        wanted = {"actor": wanted["actor"], "recipient": wanted["actor"], "either": True}
    modes = [mode for mode in _listed(record.get("mode")) if mode not in _AUXILIARY]
    told = {name: record[name] for name in ("modality",) if name in record}
    for type_ in types:
        yield {"type": type_, "mode": modes[0] if modes else None, **wanted, **told, **_trigger(record)}


def _listed(value: object) -> Sequence[Any]:
    """One or several as several."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _names(entity: Gold | str) -> tuple[str, ...]:
    """What an entity may be called."""
    if isinstance(entity, str):
        return (entity,)
    given = (entity.get("entity_text"), entity.get("identifier_text"))
    return tuple(dict.fromkeys(name for name in given if name)) or tuple(name for name in (entity.get("code"),) if name)


def _trigger(record: Gold) -> dict[str, Any]:
    """The words of the event, where the record says where in its text they stand."""
    text = record.get("text")
    for info in _listed(record.get("text_info")):
        start, end = (info.get(name) for name in ("start", "end"))
        if (
            isinstance(text, str)
            and isinstance(start, int)
            and isinstance(end, int)
            and text[start:end] in _listed(record.get("event_text"))
        ):
            return {"trigger": {"start": start, "end": end}}
    return {}
