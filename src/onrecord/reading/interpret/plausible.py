"""Whether what a pattern found is a political event: somebody does it, and somebody of power or of name takes part."""

from collections.abc import Sequence

from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.nesting import WORDS
from onrecord.reading.interpret.parties import Party
from onrecord.reading.interpret.patterns import Match
from onrecord.reading.interpret.sides import nobody
from onrecord.reading.interpret.turning import Act

_NEEDS_ACTOR = WORDS | {"AID", "COOPERATE", "CONSULT", "MOBILIZE"}
_PLURALS = frozenset({"NNS", "NNPS"})
_SUFFERED = frozenset({"ASSAULT", "COERCE", "RETREAT"})  # a noun may leave open who did it


def is_event(
    clauses: Clauses, match: Match, act: Act, actors: Sequence[Party], recipients: Sequence[Party], inner: Sequence[Match]
) -> bool:
    """Whether an act is told, and is one that counts."""
    known = [party for party in recipients if party.actor is not None]
    if match.actors and not actors:
        return False  # a thing does it
    if act.type == "PROTEST":  # somebody of power who leads a rally for his party does not protest
        return bool(actors) and (bool(known) or not any(party.power for party in actors))
    untold = not match.actors and not actors and (match.pattern["subject"] or not match.absent)
    if nobody(actors) and (untold or act.type in _NEEDS_ACTOR or match.pattern["both"]):
        return False
    if not any(party.power and party.actor is not None for party in (*actors, *recipients)):
        return False
    noun = match.trigger == match.carrier and not clauses.is_verb(match.trigger)
    return (_of_noun if noun else _of_verb)(clauses, match, act, actors, known, inner)


def _of_noun(_: Clauses, match: Match, act: Act, actors: Sequence[Party], known: Sequence[Party], inner: Sequence[Match]) -> bool:
    """A noun by itself says less than a verb, so that more of it must be there."""
    if match.pattern["type"] == "AGREE" and not inner and not known:
        return False  # "kept his promise"
    if match.pattern["type"] in {"SUPPORT", "AID"} and not known:
        return False  # "with the help of deputies"
    return bool(actors) or (act.type in _SUFFERED and bool(known))


def _of_verb(clauses: Clauses, match: Match, act: Act, actors: Sequence[Party], known: Sequence[Party], inner: Sequence[Match]) -> bool:
    """A verb needs a recipient where it would say little without one."""
    type_ = match.pattern["type"]
    if type_ == "CONSULT" and clauses.relation(match.trigger) == "acl" and match.absent:
        return False  # "the truce brokered by them": what the sentence tells is another thing
    if known:
        return True
    if match.pattern["both"] and len(actors) == 1 and not any(clauses.tags.speech[each] in _PLURALS for each in match.actors):
        return False  # "he discussed it": with whom?
    if not actors or (type_ in {"SUPPORT", "AID"} and not match.pattern["subject"]) or (act.type == "REJECT" and type_ != "REJECT"):
        return False
    if type_ in {"AGREE", "REJECT"} and not inner:
        about = match.recipients or match.objects if type_ == "REJECT" else match.objects
        return bool(about) and all(party.power for party in actors)
    return True
