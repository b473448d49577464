"""Questions as addresses ask them: the same names as on the command line, so that every answer has an address to keep."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from onrecord.errors import DateError
from onrecord.record import Question
from onrecord.record.question import Order
from onrecord.record.rows import days_of
from onrecord.schema.words import Kind, Stance

LONGEST = 1_000  # characters of one word of a question
DEEPEST = 500  # pages of answers: who reads on needs the export


def blank(value: Any) -> Any:  # noqa: ANN401 (whatever an address has)
    """A field of a form that was left empty is not there."""
    return None if isinstance(value, str) and not value.strip() else value


# What the API describes as possible: what it means is found out later, where there is a better message for what is not.
_BLANK = r"[\s\x1c-\x1f\x85]"  # as str.strip has it
_NAMED = rf"^{_BLANK}*$|[^\W_]"  # nothing, or a letter or digit somewhere
_YEAR = r"(\d{3}[1-9]|\d{2}[1-9]0|\d[1-9]00|[1-9]000)"  # 0001 to 9999
_LEAP = r"(\d{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_MONTH = r"((0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
_DAY = rf"^{_BLANK}*({_YEAR}(-{_MONTH})?|{_LEAP}-02-29)?{_BLANK}*$"

Words = Annotated[Annotated[str, Field(max_length=LONGEST)] | None, BeforeValidator(blank)]
Search = Annotated[Annotated[str, Field(max_length=LONGEST, json_schema_extra={"format": "search"})] | None, BeforeValidator(blank)]
"""A search in the language of record/query.py."""
Named = Annotated[Annotated[str, Field(max_length=LONGEST, json_schema_extra={"pattern": _NAMED})] | None, BeforeValidator(blank)]
"""Words of a name."""
Day = Annotated[Annotated[str, Field(max_length=LONGEST, json_schema_extra={"pattern": _DAY})] | None, BeforeValidator(blank)]
"""A day, month or year."""


class Asked(BaseModel):
    """A question in an address; not a dataclass, because FastAPI reads addresses into pydantic's models."""

    model_config = ConfigDict(populate_by_name=True, frozen=True)

    q: Search = Field(None, description='Words in what was said: words, "phrases", prefix*, AND, OR, NOT, brackets.')
    speaker: Named = Field(None, description="Who said it: words of the name.")
    about: Named = Field(None, description="Who is mentioned in what was said: words of the name.")
    addressee: Named = Field(None, description="To whom it was said, as the report has it.")
    role: Named = Field(None, description="Words of the speaker's role.")
    affiliation: Named = Field(None, description="Words of what the speaker speaks for.")
    publisher: Words = Field(None, description="Words of the publisher's name.")
    kind: Annotated[Kind | None, BeforeValidator(blank)] = Field(None, description="By where the quotation marks stand.")
    stance: Annotated[Stance | None, BeforeValidator(blank)] = Field(None, description="How the speaker stands to the content.")
    since: Day = Field(None, alias="from", description="The first day, month or year: 2015-10-01, 2015-10, 2015.")
    until: Day = Field(None, alias="to", description="The last day, month or year.")
    by: Order = Field("relevance", description="The order: by relevance, by date, or from the latest.")

    @property
    def question(self) -> Question:
        """The question to the record.

        Raises:
            DateError: a day is none.
        """
        since, until = day_of("from", self.since, 0), day_of("to", self.until, 1)
        who = (self.speaker, self.about, self.addressee, self.role, self.affiliation, self.publisher)
        return Question(self.q, *who, self.kind, self.stance, since, until, self.by)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is asked, by the names that addresses have for it."""
        plain = self.model_dump(by_alias=True, exclude_defaults=True, exclude_none=True)
        return tuple((name, str(value)) for name, value in plain.items() if name in ASKED)


ASKED = tuple(field.alias or name for name, field in Asked.model_fields.items())
"""The names of what can be asked."""


def day_of(name: str, value: str | None, end: int) -> date | None:
    """The first or the last day of a day, month or year.

    Raises:
        DateError: it is none.
    """
    if value is None:
        return None
    days = days_of(value.strip())
    if days is None:
        raise DateError(f"{name} {value}: is no date; write a day, a month or a year: 2015-10-01, 2015-10, 2015")
    return date.fromordinal(days[end].toordinal() - end)
