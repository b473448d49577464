"""What all rules of positions look up: who holds one, in whose words, the words of a claim, and under which condition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.reading.interpret.circumstances import Circumstances
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.parties import Parties, Party
from onrecord.reading.interpret.positions.leaning import listed
from onrecord.reading.interpret.power import power_of, singular
from onrecord.schema.draft import Draft, Resolved
from onrecord.schema.segments import Segments
from onrecord.schema.tags import TokenRange

_WE = frozenset({"we", "our", "us", "ours"})
_SELF = frozenset({"i", "my", "me", "we", "our", "us", "ours"})
_OPENERS = frozenset({"that", "to", '"', "“", "”", ",", "'", "‘", "’"})
_STOPS = frozenset({".", ",", ";", ":", '"', "”", "“", "'", "’", "--", "—", "-"})
_QUOTES = frozenset({'"', "“", "”"})
_RELATIVE = frozenset({"who", "which", "where", "whose"})
_LONGEST = 60  # tokens of a claim


@dataclass(frozen=True, slots=True)
class Ground:
    """The report that positions are looked for in."""

    segments: Segments
    clauses: Clauses
    parties: Parties
    circumstances: Circumstances
    drafts: Sequence[Draft]
    resolved: Resolved

    def holders(self, heads: Iterable[int]) -> list[int]:
        """The actors whom these words mean; of "we" the country or body for which the speaker speaks."""
        found: list[int] = []
        for head in heads:
            party = self.somebody(head)
            if party is not None and party.actor is not None and not self._is_thing(party.actor):
                found.append(self.spoken_for(head, party.actor))
            elif self.clauses.words[head] in _SELF and (speaker := self.speaker(head)) is not None:
                found.append(self.spoken_for(head, speaker))
        return list(dict.fromkeys(found))

    def whole(self, actor: int) -> int:
        """The country or body whose arms these are ("Tarnian troops"), where the report names it; else the actor itself."""
        role = next(iter(self.parties.actors[actor].roles), None)
        if self.parties.actors[actor].kind != "unnamed group" or role is None or role.affiliation is None or not power_of(role.role):
            return actor
        return self._bodies().get(role.affiliation.lower(), actor)

    def _bodies(self) -> dict[str, int]:
        actors = enumerate(self.parties.actors)
        return {other.name.lower(): number for number, other in actors if other.kind not in {"person", "unnamed person", "unnamed group"}}

    def somebody(self, head: int) -> Party | None:
        """Who is meant by a noun; None for a thing, also one that has somebody's name before it ("the Wells plan")."""
        party, noun = self.parties.at(head), self.clauses.words[head]
        named_after = self.clauses.below(head, "compound") and self.clauses.tags.speech[head] in {"NN", "NNS"}
        return None if named_after and power_of(singular(noun)) is None and noun not in listed("people") else party

    def holders_at(self, heads: Sequence[int], trigger: int) -> list[int]:
        """Those whom these words mean; where they mean nobody, or there are none, who makes the statement whose cue the trigger is."""
        found = self.holders(heads)
        if self._of_a_kind(trigger):
            return []
        speaker = None if found else self.circumstances.speaker(trigger)
        return found if speaker is None or self._is_thing(speaker) else [speaker]

    def _of_a_kind(self, trigger: int) -> bool:
        """Whether a word only says which people are meant: "users who disagree with it"."""
        above = self.clauses.above(trigger)
        if (
            above is None
            or self.clauses.relation(trigger) != "acl:relcl"
            or self.clauses.words[above + 1 : above + 2] not in (["who"], ["that"])
        ):
            return False
        party = self.parties.at(above)
        return party is None or party.actor is None or not self.is_named(party.actor)

    def is_named(self, actor: int) -> bool:
        """Whether an actor has a name; a place that stands for those who are there has one."""
        its = self.parties.actors[actor]
        return not its.kind.startswith("unnamed") or its.mentions[0].text.split()[-1][0].isupper()

    def _is_thing(self, actor: int) -> bool:
        """Whether an actor without a name is only a source: a decision, a poll, fundamentals."""
        if self.is_named(actor) or self.parties.actors[actor].kind == "unnamed person":
            return False
        nouns = {singular(word.lower()) for word in self.parties.actors[actor].mentions[0].text.split()}
        return not any(power_of(noun) is not None or noun in listed("people") for noun in nouns)

    def spoken_for(self, head: int, actor: int) -> int:
        """Of "we" and "our" the country or body of a person, where the report names it; else the actor itself."""
        if self.clauses.words[head] not in _WE or self.parties.actors[actor].kind != "person":
            return actor
        homes = [role.affiliation.lower() for role in self.parties.actors[actor].roles if role.affiliation is not None]
        named = self._bodies()
        return next((named[home] for home in homes if home in named), actor)

    def told(self, token: int) -> int | None:
        """The innermost statement in whose content a word stands."""
        return self.circumstances.content_of(token)

    def speaker(self, token: int) -> int | None:
        """Who says the words in which a word stands."""
        number = self.told(token)
        return None if number is None else self.circumstances.speakers[number]

    def date(self, statement: int | None) -> str | None:
        """The day of a statement."""
        return None if statement is None else self.resolved.dates[statement]

    def claim(self, head: int, trigger: int) -> TokenRange | None:
        """The words of a thing that somebody is for or against; of a statement's own cue, its content."""
        if self.clauses.words[head] in listed("empty"):
            return None
        number = self.circumstances.statement(trigger)
        cue = None if number is None else self.drafts[number].cue
        if number is not None and cue is not None and cue[0] <= trigger < cue[1]:
            content = next((content for content in self.drafts[number].contents if content[0] <= head < content[1]), None)
            if content is not None and content[0] > trigger:
                return self._trimmed(*content)
        return self.phrase(head)

    def content(self, number: int) -> TokenRange | None:
        """The longest piece of a statement's content, as a claim."""
        return self._trimmed(*max(self.drafts[number].contents, key=lambda content: content[1] - content[0]))

    def phrase(self, head: int, *, marked: bool = False) -> TokenRange | None:
        """The words of a noun phrase or a clause, up to a relative clause that only adds something.

        Args:
            marked: with the preposition before it.
        """
        if (
            singular(self.clauses.words[head]) in listed("moments")
            or self.clauses.words[head] in listed("empty")
            or self.clauses.tags.speech[head] in {"PRP", "WP", "WDT", "EX"}
        ):
            return None
        inside = {head}
        stack = [head]
        while stack:
            for each in self.clauses.below(stack.pop()):
                if each not in inside and not (each < head and self.clauses.relation(each) == "cc"):
                    inside.add(each)
                    stack.append(each)
        inside -= set() if marked else {each for each in self.clauses.below(head, "case") if each < head}
        first, last = min(inside), max(inside) + 1
        return self._trimmed(first, min(last, first + _LONGEST))

    def _trimmed(self, first: int, last: int) -> TokenRange | None:
        words = self.clauses.words
        while first < last and words[first] in _OPENERS:
            first += 1
        cut = next((each for each in range(first + 2, last) if words[each - 1] == "," and words[each] in _RELATIVE), last)
        last = cut
        while last > first and words[last - 1] in _STOPS and not self._closes(first, last - 1):
            last -= 1
        if last == first or self.clauses.tags.speech[first] in {"WP", "WRB"} or (last == first + 1 and words[first] in listed("empty")):
            return None
        return first, last

    def _closes(self, first: int, token: int) -> bool:
        """Whether a mark closes a quotation that opens in the same words."""
        return self.clauses.words[token] in _QUOTES and sum(word in _QUOTES for word in self.clauses.words[first : token + 1]) % 2 == 0

    def conditions(self, token: int) -> tuple[TokenRange, ...]:
        """The clauses and phrases below a word that say under which condition alone it holds."""
        near = [token, *self.clauses.below(token, "xcomp", "obj", "obl", "ccomp", "nmod", "acl:relcl")]
        near += [each for other in near[1:] for each in self.clauses.below(other, "acl:relcl", "nmod", "obl", "advcl")]
        further = dict.fromkeys(below for other in near for below in (other, *self.clauses.below(other, "advcl", "obl", "nmod")))
        under = [each for each in further if each != token and self.clauses.marks(each) & listed("conditions")]
        found = [span for each in under if (span := self.phrase(each, marked=True)) is not None]
        outer = [
            span
            for span in dict.fromkeys(found)
            if not any(span != other and other[0] <= span[0] and span[1] <= other[1] for other in found)
        ]
        return tuple(sorted(outer))
