"""Quotations that the tagger left over: continued over a paragraph, standing alone, introduced by a name, or no speech at all."""

from bisect import bisect_left
from itertools import pairwise

from onrecord.data import table
from onrecord.reading.attribute.contents import is_word, overlap, words_in
from onrecord.reading.attribute.cues import says
from onrecord.schema.segments import Quotation, Segments
from onrecord.schema.tags import TaggedAttribution, Tags, TokenRange

SHORTEST = 5  # words: what stands in quotation marks for less is a title, a term, an emphasis, unless a verb of speech is near
_DASHES = frozenset({"-", "--", "—", "–"})
_BETWEEN = frozenset({"RB", "MD", "VBD", "VBZ", "VBP", "VB"})  # what may stand between a subject and its verb
_NEAR = 4  # tokens between a quotation and the verb of speech that introduces it
SURE_WITH_CUE, SURE_ALONE = 0.7, 0.6  # confidence of what is found here, where no net gives one: a guess, to be calibrated

Found = TaggedAttribution


def left_over(segments: Segments, attributions: list[TaggedAttribution]) -> list[Quotation]:
    """The quotations that no content covers by half."""
    contents = sorted(bounds for a in attributions for bounds in a.contents)
    starts = [first for first, _ in contents]
    found = []
    for quotation in segments.quotations:
        bounds = quotation.first, quotation.last
        near = contents[max(0, bisect_left(starts, quotation.first) - 1) : bisect_left(starts, quotation.last)]
        if 2 * sum(overlap(bounds, content) for content in near) < quotation.last - quotation.first:
            found.append(quotation)
    return found


def add_quotations(segments: Segments, tags: Tags, attributions: list[TaggedAttribution]) -> list[TaggedAttribution]:
    """The attributions, with the left-over quotations joined to one of them or as attributions of their own."""
    result = sorted((a for a in attributions if a.cue is not None), key=_position)
    _extend_back(segments, result)
    # What the tagger took for content without a cue: a quotation there may be short.
    told = [bounds for a in attributions if a.cue is None for bounds in a.contents]
    for quotation in left_over(segments, result):
        bounds = quotation.first, quotation.last
        before = _before(result, quotation.first)
        if quotation.continued and before is not None and _ends_paragraph(segments, result[before], quotation):
            result[before] = _grown(result[before], bounds, joined=True)
            continue
        beside = next((i for i, a in enumerate(result) if _cue_before(segments, a, quotation) or _cue_after(segments, a, quotation)), None)
        if beside is not None:
            result[beside] = _grown(result[beside], bounds, joined=False)
            continue
        short = words_in(segments, bounds) < SHORTEST and not any(overlap(bounds, content) for content in told)
        if short or not _is_sentence(segments, quotation):
            if (found := _introduced(segments, tags, quotation)) is not None and not _crosses(found, result):
                result.append(found)
            continue
        if before is not None and _same_speech(segments, result[before], quotation):
            result[before] = _grown(result[before], bounds, joined=False)
            continue
        found = _introduced(segments, tags, quotation) or _signed(segments, tags, quotation)
        if found is None or _crosses(found, result):
            found = TaggedAttribution(None, None, (bounds,), SURE_ALONE)
        result.append(found)
        result.sort(key=_position)
    return result


def _cue_after(segments: Segments, attribution: TaggedAttribution, quotation: Quotation) -> bool:
    """Whether source and cue come right after a quotation, though the tagger gave them another one (`"A," she said. "B."`)."""
    parts = [bounds for bounds in (attribution.source, attribution.cue) if bounds is not None]
    first = min(begin for begin, _ in parts) if parts else 0
    if not attribution.contents or first < quotation.last or not segments.quote_states[attribution.contents[0][0]]:
        return False
    gap = any(is_word(segments, token) for token in range(quotation.last, first))
    return not gap and segments.sentence_of[first] == segments.sentence_of[quotation.last - 1]


def _cue_before(segments: Segments, attribution: TaggedAttribution, quotation: Quotation) -> bool:
    """Whether a quotation goes on right after the cue that parts a content ("An inquiry, she added, "would take years.""), all said."""
    cue = attribution.cue
    if cue is None or not attribution.contents or attribution.contents[-1][1] > quotation.first or cue[1] > quotation.first:
        return False
    gap = any(is_word(segments, token) for token in range(cue[1], quotation.first))
    return not gap and segments.sentence_of[cue[0]] == segments.sentence_of[quotation.first]


def _position(attribution: TaggedAttribution) -> TokenRange:
    return attribution.contents[0] if attribution.contents else (attribution.cue or (0, 0))


def _extend_back(segments: Segments, attributions: list[TaggedAttribution]) -> None:
    """Grow contents that continue the unclosed quotation of the paragraph before over that quotation, too."""
    taken = [bounds for attribution in attributions for bounds in attribution.contents]
    for before, here in reversed(list(pairwise(segments.quotations))):
        if not here.continued or before.closed or any(overlap((before.first, before.last), bounds) for bounds in taken):
            continue
        for i, attribution in enumerate(attributions):
            at = next(
                (n for n, (first, last) in enumerate(attribution.contents) if first <= here.first < last or here.first < first < here.last),
                None,
            )
            if at is not None:
                contents = list(attribution.contents)
                contents[at] = (before.first, contents[at][1])
                taken.append(contents[at])
                attributions[i] = TaggedAttribution(attribution.source, attribution.cue, tuple(contents), attribution.probability)
                break


def _before(attributions: list[TaggedAttribution], token: int) -> int | None:
    """The attribution whose contents end last before this token."""
    ends = [(a.contents[-1][1], i) for i, a in enumerate(attributions) if a.contents and a.contents[-1][1] <= token]
    return max(ends)[1] if ends else None


def _grown(attribution: TaggedAttribution, bounds: TokenRange, *, joined: bool) -> TaggedAttribution:
    contents = attribution.contents
    grown = (*contents[:-1], (contents[-1][0], bounds[1])) if joined else tuple(sorted((*contents, bounds)))
    return TaggedAttribution(attribution.source, attribution.cue, grown, attribution.probability)


def _ends_paragraph(segments: Segments, attribution: TaggedAttribution, quotation: Quotation) -> bool:
    """Whether the attribution's last content runs to the end of the paragraph before the quotation's."""
    number = segments.sentences[segments.sentence_of[quotation.first]].paragraph
    end = attribution.contents[-1][1]
    return (
        number > 0
        and not any(is_word(segments, token) for token in range(end, segments.paragraphs[number - 1].last))
        and (end > segments.paragraphs[number - 1].first)
    )


def _is_sentence(segments: Segments, quotation: Quotation) -> bool:
    """Whether the quotation is a sentence of its own: it stands where one begins, and what follows begins another."""
    sent = segments.sentences[segments.sentence_of[quotation.first]]
    begins = quotation.first == sent.first or segments.tokens[quotation.first - 1].text in {":", ",", "—", "--", "–"}
    closing = segments.sentences[segments.sentence_of[quotation.last - 1]]
    signed = quotation.last < closing.last and segments.tokens[quotation.last].text in _DASHES
    rest = 0 if signed else words_in(segments, (quotation.last, closing.last))
    inner_end = quotation.last - 1 - quotation.closed
    ended = segments.tokens[max(inner_end, quotation.first)].text[-1] in ".?!…," or not quotation.closed
    return begins and ended and (not rest or segments.tokens[inner_end].text[-1] in ",?!")


def _same_speech(segments: Segments, attribution: TaggedAttribution, quotation: Quotation) -> bool:
    """Whether a quotation goes on in the same paragraph after its cue (`"A," she said. "B."`)."""
    here = segments.sentences[segments.sentence_of[quotation.first]].paragraph
    there = segments.sentences[segments.sentence_of[attribution.contents[-1][0]]].paragraph
    quoted = segments.quote_states[attribution.contents[-1][0]] or segments.quote_states[attribution.contents[-1][1] - 1]
    return here == there and bool(quoted)


def _crosses(found: TaggedAttribution, others: list[TaggedAttribution]) -> bool:
    """Whether the words of a new attribution are already words of another."""
    own = [bounds for bounds in (found.cue, *found.contents) if bounds is not None]
    theirs = [bounds for other in others for bounds in (other.cue, *other.contents) if bounds is not None]
    return any(overlap(a, b) for a in own for b in theirs)


def _introduced(segments: Segments, tags: Tags, quotation: Quotation) -> TaggedAttribution | None:
    """A quotation beside a verb of speech in its sentence, whose subject is the noun phrase beside that."""
    sent = segments.sentences[segments.sentence_of[quotation.first]]
    last_sent = segments.sentences[segments.sentence_of[quotation.last - 1]]
    before = range(quotation.first - 1, max(sent.first, quotation.first - _NEAR) - 1, -1)
    after = range(quotation.last, min(last_sent.last, quotation.last + 2 * _NEAR))
    for token in (*before, *after):
        if tags.speech[token].startswith("VB") and says(segments.tokens[token].text):
            cue = token, token + 1
            source = subject_of(segments, tags, cue, (quotation.first, quotation.last))
            if source is not None:
                return TaggedAttribution(source, cue, ((quotation.first, quotation.last),), SURE_WITH_CUE)
    return None


def _signed(segments: Segments, tags: Tags, quotation: Quotation) -> TaggedAttribution | None:
    """A quotation signed as in press releases: `"..." - Commissioner X`, or headed: `And from Commissioner X:`."""
    paragraph = segments.paragraphs[segments.sentences[segments.sentence_of[quotation.first]].paragraph]
    bounds = (quotation.first, quotation.last)
    if quotation.last < paragraph.last - 1 and segments.tokens[quotation.last].text in _DASHES:
        source = quotation.last + 1, paragraph.last
        return TaggedAttribution(source, None, (bounds,), SURE_ALONE)
    if quotation.first and segments.tokens[quotation.first - 1].text == ":":
        sent = segments.sentences[segments.sentence_of[quotation.first - 1]]
        inside = [phrase for phrase in tags.phrases[_at(tags, sent.first) : _at(tags, quotation.first)] if phrase.last <= quotation.first]
        if inside:
            return TaggedAttribution((inside[-1].first, inside[-1].last), None, (bounds,), SURE_ALONE)
    return None


def subject_of(segments: Segments, tags: Tags, cue: TokenRange, content: TokenRange | None) -> TokenRange | None:
    """The noun phrase that is the cue's subject: before it, over adverbs and auxiliaries; or right after it ("said X").

    Where an aside stands between them ("he, asked about this, added"), the subject is the phrase after the content.
    """
    sent = segments.sentences[segments.sentence_of[cue[0]]]
    token = cue[0] - 1
    while token > sent.first and (tags.speech[token] in _BETWEEN or _is_time(segments, token)):
        token -= 1
    before = next((p for p in tags.phrases[_at(tags, sent.first) :] if p.first <= token < p.last), None)
    if before is not None and not (content and overlap((before.first, before.last), content)):
        return before.first, before.last
    after = next((p for p in tags.phrases[_at(tags, cue[1]) :] if p.first == cue[1]), None)
    if after is not None and after.last <= sent.last and not (content and overlap((after.first, after.last), content)):
        return after.first, after.last
    if content is not None and content[1] <= cue[0]:
        aside = next((p for p in tags.phrases[_at(tags, content[1]) :] if p.first >= content[1]), None)
        if aside is not None and aside.first <= content[1] + 1 and aside.last <= cue[0]:
            return aside.first, aside.last
    return None


def _is_time(segments: Segments, token: int) -> bool:
    """Whether this is a word of time, or the preposition before one ("leaders on Saturday rejected")."""
    words = table("times")
    known = {*words["weekdays"], *words["months"], *words["cue_edges"]}
    text, after = segments.tokens[token].text.lower(), segments.tokens[token + 1].text.lower()
    return text in known or (text in {"on", "in"} and after in known)


def _at(tags: Tags, token: int) -> int:
    return bisect_left(tags.phrases, token, key=lambda phrase: phrase.first)
