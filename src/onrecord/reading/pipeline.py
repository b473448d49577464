"""From a report to a reading. The only file that knows the order of the stages."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from onrecord.data.knowledge import Knowledge
from onrecord.data.verbs import Dictionary
from onrecord.reading.attribute import attribute, attribute_inside, contents_to_read
from onrecord.reading.attribute.contents import kind_of
from onrecord.reading.interpret import interpret
from onrecord.reading.resolve import resolve
from onrecord.reading.segment import segment
from onrecord.reading.tag import mentions, tag, tag_inside
from onrecord.schema.actor import Actor, ActorRef, Speaker
from onrecord.schema.draft import Draft, Interpreted, Resolved
from onrecord.schema.event import Event, event_id
from onrecord.schema.position import Position
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.segments import Segments
from onrecord.schema.statement import Statement, statement_id
from onrecord.schema.tags import Name, Tags, TokenRange
from onrecord.schema.words import Kind

Places = tuple[tuple[int, int], ...]
"""Start and end of some words in code points, end exclusive."""

DEEPEST = 3  # how often contents are read again: a statement in a statement in a statement


def read_report(
    report: Report, *, knowledge: Knowledge | None = None, dictionary: Dictionary | None = None, least_event_confidence: float = 0.0
) -> Reading:
    """Read one report: cut it up, tag it, make statements, look inside them, find out who spoke and when, what was done, who stands where.

    Args:
        knowledge: the known actors; those that come with onrecord, if not given.
        dictionary: a dictionary of verbs that events are coded by; our codebook, if not given.
        least_event_confidence: that an event needs to be given.
    """
    segments, tags, drafts = drafted(report)
    resolved = resolve(segments, tags, drafts, knowledge)
    statements = _statements(segments, drafts, resolved)
    told = interpret(segments, tags, drafts, resolved, dictionary, least_event_confidence)
    events = _events(segments, drafts, resolved, told)
    positions = _positions(segments, drafts, resolved, told, events)
    return Reading(report, statements, positions, tuple(dict.fromkeys(events)), (*resolved.actors, *told.actors.values()), resolved.times)


def drafted(report: Report) -> tuple[Segments, Tags, list[Draft]]:
    """A report up to where speakers and dates are not known yet."""
    segments = segment(report)
    tags = tag(segments)
    return segments, tags, _with_inner(segments, tags, attribute(segments, tags))


def role_spans(report: Report) -> dict[str, list[tuple[int, int]]]:
    """The tagger's bare spans by role, in code points, for scoring it by itself."""
    segments = segment(report)
    found: dict[str, list[tuple[int, int]]] = {}
    for tagged in tag(segments).spans:
        span = segments.span(tagged.first, tagged.last)
        found.setdefault(tagged.role, []).append((span.start, span.end))
    return found


def tagged_attributions(report: Report) -> list[tuple[Places, Places, Places]]:
    """The tagger's bare attributions, in code points, for scoring it by itself: the bounds are those that it was taught."""
    segments = segment(report)

    def places(bounds: Sequence[TokenRange | None]) -> Places:
        spans = [segments.span(*both) for both in bounds if both is not None]
        return tuple((span.start, span.end) for span in spans)

    whole = [found for found in tag(segments).attributions if found.cue is not None and found.contents]
    return [(places([found.source]), places([found.cue]), places(found.contents)) for found in whole]


def words_in(report: Report) -> list[tuple[int, int, str, int, str]]:
    """Start, end, part of speech, start of the head and relation of each word, for scoring parts of speech and trees."""
    segments = segment(report)
    tokens, tags = segments.tokens, tag(segments)
    return [
        (token.start, token.end, its, tokens[head].start, relation)
        for token, its, head, relation in zip(tokens, tags.speech, tags.heads, tags.relations, strict=True)
    ]


def names_in(report: Report) -> list[tuple[int, int, str]]:
    """Start, end and kind of each name as tagged, for scoring the names net by itself."""
    segments = segment(report)
    return _places(segments, tag(segments).names)


def mentions_in(report: Report) -> list[tuple[int, int, str]]:
    """Start, end and kind of each mention of any form as tagged, likewise."""
    segments = segment(report)
    return _places(segments, mentions(segments))


def _places(segments: Segments, names: Sequence[Name]) -> list[tuple[int, int, str]]:
    return [(segments.tokens[name.first].start, segments.tokens[name.last - 1].end, name.kind) for name in names]


def kinds_in(report: Report) -> Callable[[Sequence[tuple[int, int]]], Kind]:
    """What says of contents, in code points, whether they are direct, indirect or mixed, as the reading would."""
    segments = segment(report)
    starts, ends = ([getattr(token, name) for token in segments.tokens] for name in ("start", "end"))

    def kind(contents: Sequence[tuple[int, int]]) -> Kind:
        touched = [(bisect_right(ends, start), bisect_left(starts, end)) for start, end in contents]
        return kind_of(segments, [bounds for bounds in touched if bounds[0] < bounds[1]], inside_quotation=False)

    return kind


def _with_inner(segments: Segments, tags: Tags, outer: Sequence[Draft]) -> list[Draft]:
    """The drafts with those inside them, in the order of the text, each parent before its own."""
    found = list(outer)
    level = found
    for _ in range(DEEPEST):
        readable = [(draft, pieces) for draft in level if (pieces := contents_to_read(segments, draft))]
        if not readable:
            break
        parents = [draft for draft, _ in readable]
        level = list(attribute_inside(segments, tags, parents, tag_inside(segments, [pieces for _, pieces in readable])))
        found.extend(level)
    return sorted(found, key=lambda draft: (draft.contents[0][0], -draft.contents[-1][1], _depth(draft)))


def _depth(draft: Draft) -> int:
    return 0 if draft.parent is None else 1 + _depth(draft.parent)


def _id(segments: Segments, draft: Draft) -> str:
    source, cue = (None if bounds is None else segments.span(*bounds) for bounds in (draft.source, draft.cue))
    return statement_id(segments.report.id, draft.kind, source, cue, [segments.span(*bounds) for bounds in draft.contents])


def _statements(segments: Segments, drafts: Sequence[Draft], resolved: Resolved) -> tuple[Statement, ...]:
    """The drafts as statements; two with the same spans are one."""
    ids = {id(draft): _id(segments, draft) for draft in drafts}  # by identity: a draft may stand before its parent
    made: dict[str, Statement] = {}
    for number, draft in enumerate(drafts):
        key = ids[id(draft)]
        source, cue, addressee = (
            None if bounds is None else segments.span(*bounds) for bounds in (draft.source, draft.cue, draft.addressee)
        )
        made.setdefault(
            key,
            Statement(
                key,
                draft.kind,
                draft.type,
                source,
                cue,
                tuple(segments.span(*bounds) for bounds in draft.contents),
                resolved.speakers[number],
                addressee,
                resolved.dates[number],
                draft.stance,
                None if draft.parent is None else ids[id(draft.parent)],
                draft.confidence,
                tuple(segments.span(*bounds) for bounds in draft.insertions),
                {**draft.reasons, **resolved.reasons[number]},
            ),
        )
    return tuple(made.values())


def _events(segments: Segments, drafts: Sequence[Draft], resolved: Resolved, told: Interpreted) -> tuple[Event, ...]:
    """The events with their actors and statements by id, as many as were told; two of one id are the same."""
    refs = {number: ActorRef(actor.id, actor.name) for number, actor in _numbered(resolved, told).items()}
    made: dict[str, Event] = {}
    ids = []
    for event in told.events:
        did, received = ([refs[number] for number in of] for of in (event.actors, event.recipients))
        actor, recipient = (next(iter(of), None) for of in (did, received))
        trigger = segments.span(*event.trigger)
        key = event_id(segments.report.id, event.type, trigger, actor)
        ids.append(key)
        made[key] = Event(
            *(key, event.type, event.mode, event.contexts, actor, recipient, event.date, event.place, event.modality, trigger),
            None if event.statement is None else _id(segments, drafts[event.statement]),
            event.confidence,
            tuple(did[1:]),
            tuple(received[1:]),
            tuple(segments.span(*again) for again in event.again),
            event.cameo,
            event.votes,
        )
    return tuple(made[key] for key in ids)


def _positions(
    segments: Segments, drafts: Sequence[Draft], resolved: Resolved, told: Interpreted, events: Sequence[Event]
) -> tuple[Position, ...]:
    """The positions with their actors, and their statements and events by id."""
    actors = _numbered(resolved, told)
    made = []
    for each in told.positions:
        target = None if each.target is None else actors[each.target]
        proofs = (*(_id(segments, drafts[number]) for number in each.statements), *(events[number].id for number in each.events))
        made.append(
            Position(
                _holder(actors[each.actor], [resolved.speakers[number] for number in each.statements]),
                None if target is None else ActorRef(target.id, target.name),
                *(each.stance, each.type, tuple(dict.fromkeys(proofs)), each.date, segments.span(*each.trigger)),
                claim=None if each.claim is None else segments.span(*each.claim),
                strength=each.strength,
                conditions=tuple(segments.span(*bounds) for bounds in each.conditions),
                again=tuple(segments.span(*bounds) for bounds in each.again),
            )
        )
    return tuple(made)


def _holder(actor: Actor, speakers: Sequence[Speaker | None]) -> Speaker:
    """Who holds a position, with role and affiliation as in the statement that it is from, else as the report gives them first."""
    spoken = next((speaker for speaker in speakers if speaker is not None and speaker.id == actor.id), None)
    role, home = next(((role.role, role.affiliation) for role in actor.roles), (None, None))
    return spoken or Speaker(actor.id, actor.name, role, home)


def _numbered(resolved: Resolved, told: Interpreted) -> dict[int, Actor]:
    return {**dict(enumerate(resolved.actors)), **told.actors}
