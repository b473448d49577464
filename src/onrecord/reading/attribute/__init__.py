"""Stage 3: spans and links become statements: their kind, type, stance, addressee, and the statements inside them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.attribute.addressees import addressee, told_to, without_addressee
from onrecord.reading.attribute.clauses import with_clauses
from onrecord.reading.attribute.contents import inner, insertions, is_word, kind_of, overlap, tidy, with_noun, with_verdict, words_in
from onrecord.reading.attribute.cues import says, stance_of, type_of
from onrecord.reading.attribute.quotes import add_quotations, subject_of
from onrecord.reading.attribute.sources import full_source, trimmed_cue
from onrecord.schema.draft import Draft
from onrecord.schema.segments import Quotation, Segments
from onrecord.schema.tags import TaggedAttribution, Tags, TokenRange

__all__ = ["attribute", "attribute_inside", "contents_to_read"]

SHORTEST_INSIDE = 4  # words: a shorter content is not read again for statements inside it
_NOMINAL = ("N", "PRP", "WP", "WDT", "DT", "CD")  # parts of speech of which a source has at least one
_POINTING = frozenset({"WP", "WDT", "PRP", "DT"})  # a content of such words alone says nothing ("what", "that")
SURE_TURN = 0.9  # confidence that a labelled turn is its label's speech


def attribute(segments: Segments, tags: Tags) -> tuple[Draft, ...]:
    """The outermost statements of a report, in the order of the text."""
    repaired = with_clauses(segments, tags, _repaired(segments, tags))
    usable = _with_shared_sources(segments, tags, _outermost([a for a in repaired if a.contents]))
    found = [d for a in add_quotations(segments, tags, usable) if (d := _draft(segments, tags, a, parent=None)) is not None]
    turns = _turns(segments)
    inside = [_with_turn(draft, turns) for draft in found]
    return tuple(sorted([*turns, *(d for d in inside if d is not None)], key=lambda draft: draft.contents))


def contents_to_read(segments: Segments, draft: Draft) -> tuple[TokenRange, ...]:
    """The contents of a statement as they are read again, without the quotation marks around them."""
    if draft.turn:
        return ()  # a turn is a whole text: its statements were found with the outermost
    pieces = tuple(inner(segments, bounds) for bounds in draft.contents)
    return tuple(bounds for bounds in pieces if words_in(segments, bounds) >= SHORTEST_INSIDE)


def attribute_inside(
    segments: Segments, tags: Tags, parents: Sequence[Draft], tagged: Sequence[tuple[TaggedAttribution, ...]]
) -> tuple[Draft, ...]:
    """The statements that stand inside the contents of others.

    Args:
        tagged: for each parent, the attributions that the tagger found when it read the parent's content by itself.
    """
    found = []
    for parent, attributions in zip(parents, tagged, strict=True):
        for attribution in _with_shared_sources(segments, tags, attributions):
            if attribution.cue is None or not attribution.contents:
                continue
            draft = _draft(segments, tags, attribution, parent=parent)
            if draft is not None and draft.contents != parent.contents:
                found.append(draft)
    return tuple(found)


def _outermost(attributions: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """The attributions without those whose cue stands in the content of a surer one: contents are read again for these."""
    surest: dict[int, float] = {}  # by token, of the attributions in whose contents it stands
    for attribution in attributions:
        if attribution.cue is not None:
            for token in (token for bounds in attribution.contents for token in range(*bounds)):
                surest[token] = max(surest.get(token, 0.0), attribution.probability)
    return [one for one in attributions if one.cue is None or all(surest.get(token, 0.0) <= one.probability for token in range(*one.cue))]


def _repaired(segments: Segments, tags: Tags) -> list[TaggedAttribution]:
    """The tagger's attributions; contents and cues of one sentence that it left unjoined are joined."""
    joined = [_with_a_word(segments, a) for a in tags.attributions]
    lonely = [a for a in joined if a.cue is not None and not a.contents]
    result = []
    for attribution in joined:
        if attribution.cue is None and attribution.contents:
            sent = segments.sentence_of[attribution.contents[0][0]]
            near = [a for a in lonely if a.cue is not None and segments.sentence_of[a.cue[0]] == sent]
            if near:
                lonely.remove(near[0])
                probability = min(near[0].probability, attribution.probability)
                result.append(TaggedAttribution(near[0].source, near[0].cue, attribution.contents, probability))
                continue
        result.append(attribution)
    return result


def _with_a_word(segments: Segments, attribution: TaggedAttribution) -> TaggedAttribution:
    """The attribution; a cue that is only a mark (a colon) counts as none where no source stands before it."""
    if attribution.cue is None or attribution.source is not None or words_in(segments, attribution.cue):
        return attribution
    return TaggedAttribution(attribution.source, None, attribution.contents, attribution.probability)


def _with_shared_sources(segments: Segments, tags: Tags, attributions: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """The attributions, active cues without a source with that of another cue in their sentence.

    It is that of the cue before ("X warned ..., and urged ..."), or for a participle of the one after ("Saying ..., X asked ...").
    """
    sourced: dict[int, list[TaggedAttribution]] = {}
    for attribution in attributions:
        if attribution.cue is not None and attribution.source is not None:
            sourced.setdefault(segments.sentence_of[attribution.cue[0]], []).append(attribution)
    result = []
    for attribution in attributions:
        cue = attribution.cue
        if cue is None or attribution.source is not None or not _wants_subject(segments, tags, cue):
            result.append(attribution)
            continue
        near = sourced.get(segments.sentence_of[cue[0]], [])
        before = [a for a in near if a.cue is not None and a.cue < cue and not _inside(cue, a.contents)]
        after = [a for a in near if a.cue is not None and a.cue > cue and tags.speech[cue[0]] == "VBG"]
        chosen = before[-1:] or after[:1]
        source = chosen[0].source if chosen else None
        result.append(TaggedAttribution(source, cue, attribution.contents, attribution.probability))
    return result


def _inside(bounds: TokenRange, others: Sequence[TokenRange]) -> bool:
    return any(overlap(bounds, other) for other in others)


def _draft(segments: Segments, tags: Tags, attribution: TaggedAttribution, *, parent: Draft | None) -> Draft | None:
    """A statement from an attribution; None where nothing is left of its content, or it is too doubtful."""
    quoted_parent = _is_quoted(parent)
    contents = tidy(segments, attribution.contents, () if quoted_parent else _near(segments, attribution.contents))
    if not contents or all(tags.speech[token] in _POINTING for bounds in contents for token in range(*bounds)):
        return None
    kind = kind_of(segments, contents, inside_quotation=quoted_parent)
    cue = attribution.cue
    told = None
    if cue is None and kind == "indirect":
        return None  # every attribution has its cue but quotations (POLNEAR); this one the tagger did not see
    source = None if attribution.source is None else full_source(segments, tags, attribution.source)
    reasons = {}
    if cue is not None:
        if tags.speech[cue[0]] == "PRP" and cue[1] - cue[0] > 1:
            source, cue = source or (cue[0], cue[0] + 1), (cue[0] + 1, cue[1])
        cue = trimmed_cue(segments, without_addressee(segments, tags, cue))
        cue, contents = with_verdict(segments, tags, cue, contents)
        contents = with_noun(segments, tags, cue, contents)
        told, contents = told_to(segments, tags, cue, contents)
        if source is None and _wants_subject(segments, tags, cue):
            source = subject_of(segments, tags, cue, contents[0])
    else:
        reasons["cue"] = "the words stand without a word of saying"
    if source is not None and not any(tags.speech[token].startswith(_NOMINAL) for token in range(*source)):
        source = None
    if source is not None and any(overlap(source, bounds) for bounds in (*contents, *([cue] if cue else []))):
        source = None
    if source is None:
        reasons["source"] = "the text names none here"
    cue_words = segments.words(*cue) if cue else ()
    content_words = [word for bounds in contents for word in segments.words(*bounds)]
    return Draft(
        kind,
        type_of(cue_words, content_words),
        stance_of(cue_words, content_words),
        source,
        cue,
        contents,
        told or (addressee(segments, tags, cue, source, contents, inside=parent is not None) if cue else None),
        round(attribution.probability * (1.0 if parent is None else parent.confidence), 4),
        insertions(segments, contents),
        parent,
        reasons=reasons,
    )


def _is_quoted(parent: Draft | None) -> bool:
    """Whether the words of a statement stand inside a quotation, its own or one around it."""
    return parent is not None and ((parent.kind == "direct" and not parent.turn) or _is_quoted(parent.parent))


def _near(segments: Segments, contents: Sequence[TokenRange]) -> tuple[Quotation, ...]:
    """The quotations that touch the contents."""
    first, last = min(contents)[0], max(end for _, end in contents)
    begin = max(0, bisect_left(segments.quotations, first, key=lambda q: q.first) - 1)
    end = bisect_left(segments.quotations, last, key=lambda q: q.first)
    return segments.quotations[begin:end]


def _wants_subject(segments: Segments, tags: Tags, cue: TokenRange) -> bool:
    """Whether a cue without a source has an active verb that has a subject somewhere: a finite one, or one of speech."""
    passive = any(segments.tokens[token].text.lower() in {"is", "are", "was", "were", "be", "been", "being"} for token in range(*cue))
    finite = any(tags.speech[token] in {"VBD", "VBZ", "VBP"} for token in range(*cue))
    speech = any(tags.speech[token] in {"VB", "VBG"} and says(segments.tokens[token].text) for token in range(*cue))
    return (finite or speech) and not passive


def _turns(segments: Segments) -> list[Draft]:
    """Each labelled turn of a transcript as a direct statement: its label is the source, its paragraphs are the content."""
    turns: list[Draft] = []
    for paragraph in segments.paragraphs:
        bounds = (paragraph.body, paragraph.last)
        if paragraph.label:
            last = paragraph.body
            while last > paragraph.first and not is_word(segments, last - 1):
                last -= 1
            reasons = {"cue": "a turn of a transcript has none"}
            source = (paragraph.first, last)
            if last > paragraph.first and words_in(segments, bounds):
                turns.append(Draft("direct", "assertion", "asserts", source, None, (bounds,), None, SURE_TURN, turn=True, reasons=reasons))
        elif turns and turns[-1].contents[-1][1] == paragraph.first:
            turns[-1] = replace(turns[-1], contents=((turns[-1].contents[0][0], paragraph.last),))
    return turns


def _with_turn(draft: Draft, turns: Sequence[Draft]) -> Draft | None:
    """A statement of a transcript, with its turn as the parent; None where it is made of the turn's label."""
    at = bisect_left(turns, draft.contents[0][0] + 1, key=lambda turn: turn.contents[0][0]) - 1
    if at < 0:
        return draft
    turn = turns[at]
    if any(first < turn.contents[0][1] < last for first, last in draft.contents) or draft.contents == turn.contents:
        return None
    if draft.cue is None and draft.source is None and draft.kind == "indirect":
        return None
    return replace(draft, parent=turn)
