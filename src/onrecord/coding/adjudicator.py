"""A second opinion about the least certain codings, of a model server that the user names; kept whole, believed only with its evidence.

An answer counts only where the words that it quotes stand in the report's text as they are (the verbatim law); then it is one more
sign beside the others. What a server said is kept in the record, so that the same record is coded alike without it.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.coding.bounds import beside
from onrecord.coding.codebook import Concept
from onrecord.coding.coder import confidence_of
from onrecord.coding.server import Message, Server
from onrecord.errors import ServerError
from onrecord.record.codings import Opinion
from onrecord.record.deciding import now
from onrecord.record.rows import JOINT
from onrecord.schema.coding import Coding, Sign
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

OPINION = 2.0  # the weight of an accepted answer, on the scale of the coder's: more than a coding on the review list has
LEAST_QUOTE = 3  # characters
UNSURE = 0.4  # the most confidence of a coding of which an accepted answer says that it is none
GIVE_UP = 3  # questions in a row without an answer, after which no more are asked
_ANSWERS = {"agrees": True, "disagrees": False, "neither": None}
_TASK = """You help to code a news corpus. You are given a concept, a report's sentence, and what somebody says in it. Say whether the
speaker agrees or disagrees with the concept, or does neither. Judge by the words given alone. Answer with one JSON object and nothing
else: {"agreement": "agrees" | "disagrees" | "neither", "evidence": "words copied exactly from the sentence that show it"}"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A coding to be asked about."""

    report: Report
    statement: Statement
    speaker: str | None
    concept: Concept


def prompt_of(doubt: Doubt) -> list[Message]:
    """What is asked; the same doubt gives the same words."""
    concept, statement = doubt.concept, doubt.statement
    around = JOINT.join(" ".join(doubt.report.text[start:end].split("\n")) for start, end in _sentence(doubt))
    lines = [f"Concept: {concept.name}"]
    lines.extend([f"What it means: {concept.description}"] if concept.description else [])
    lines.extend(f"Somebody who agrees: {example}" for example in concept.agreeing)
    lines.extend(f"Somebody who disagrees: {example}" for example in concept.disagreeing)
    lines.append(f"Sentence: {around}")
    lines.append(f"Speaker: {doubt.speaker or 'unknown'}")
    lines.append(f"What the speaker says: {JOINT.join(span.text for span in statement.content)}")
    return [{"role": "system", "content": " ".join(_TASK.split())}, {"role": "user", "content": "\n".join(lines)}]


def _sentence(doubt: Doubt) -> list[tuple[int, int]]:
    places = [*beside(doubt.report, doubt.statement, ()), *((span.start, span.end) for span in doubt.statement.content)]
    return [(min(start for start, _ in places), max(end for _, end in places))]


def ask_all(server: Server, doubts: Iterable[Doubt], keep: Callable[[Opinion], None]) -> str | None:
    """Ask about each doubt, and give each answer to `keep` as it comes, refused ones too.

    Returns:
        why it was not asked any more, in one line; None where all were asked.
    """
    failed, problem = 0, None
    for doubt in doubts:
        opinion = _asked(server, doubt)
        keep(opinion)
        failed = failed + 1 if opinion.answer is None else 0
        problem = opinion.reason if opinion.answer is None else problem
        if failed == GIVE_UP:
            return f"{problem}; no more was asked"
    return problem


def _asked(server: Server, doubt: Doubt) -> Opinion:
    messages = prompt_of(doubt)
    prompt = json.dumps(messages, ensure_ascii=False)
    head = (doubt.report.id, doubt.statement.id, doubt.concept.name, server.model, prompt)
    try:
        answer = server.ask(messages)
    except ServerError as error:
        return Opinion(*head, None, None, None, accepted=False, reason=str(error), made=now())
    agreement, quote, reason = judged(answer, doubt)
    return Opinion(*head, answer, agreement, quote, accepted=quote is not None, reason=reason, made=now())


def judged(answer: str, doubt: Doubt) -> tuple[bool | None, Span | None, str]:
    """What an answer says, the report's words that it quotes, and why it is accepted; or why not, then without words."""
    plain = _object_in(answer)
    if plain is None:
        return None, None, "its answer holds no JSON object"
    said, evidence = plain.get("agreement"), plain.get("evidence")
    if said not in _ANSWERS:
        return None, None, f"its agreement is {said!r}, none of {', '.join(_ANSWERS)}"
    if not isinstance(evidence, str) or len(evidence.strip()) < LEAST_QUOTE:
        return _ANSWERS[said], None, "it quotes nothing as evidence"
    text, quote = doubt.report.text, evidence.strip()
    places = [match.start() for match in re.finditer(re.escape(quote), text)]
    if not places:
        return _ANSWERS[said], None, "its evidence is not in the report's text, word for word"
    first = doubt.statement.content[0].start
    near = min(places, key=lambda place: (abs(place - first), place))
    return _ANSWERS[said], doubt.report.span(near, near + len(quote)), "its evidence is in the report's text, word for word"


def _object_in(answer: str) -> dict[str, object] | None:
    """The first JSON object in an answer, whatever stands around it."""
    decoder = json.JSONDecoder()
    for match in re.finditer(r"\{", answer):
        try:
            found, _ = decoder.raw_decode(answer, match.start())
        except ValueError:
            continue
        return found if isinstance(found, dict) else None
    return None


def with_opinions(codings: Sequence[Coding], opinions: Sequence[Opinion], prompts: Callable[[str, str], str]) -> list[Coding]:
    """Codings with what accepted opinions say of them; an opinion about other words or another meaning of the concept is passed over.

    Args:
        prompts: what would be asked now about a statement and a concept.
    """
    last = {(each.statement, each.concept): each for each in opinions if each.accepted}
    found = []
    for coding in codings:
        opinion = last.get((coding.statement, coding.concept))
        if opinion is None or opinion.quote is None or opinion.prompt != prompts(coding.statement, coding.concept):
            found.append(coding)
        else:
            found.append(_with(coding, opinion, opinion.quote))
    return found


def _with(coding: Coding, opinion: Opinion, quote: Span) -> Coding:
    words = {True: "agrees", False: "disagrees", None: "does not speak of it"}[opinion.agreement]
    weight = 0.0 if opinion.agreement is None else OPINION if opinion.agreement else -OPINION
    signs = (*coding.signs, Sign(f"second opinion of {opinion.model}: {words}", weight, (quote,)))
    if opinion.agreement is None:
        return replace(coding, confidence=min(coding.confidence, UNSURE), signs=signs)
    total = sum(sign.weight for sign in signs)
    return replace(coding, agreement=total >= 0, confidence=confidence_of(total), signs=signs)
