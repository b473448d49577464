"""The API that reads a text."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import ReportError
from onrecord.schema.report import Report
from onrecord.web.api.giving import given
from onrecord.web.api.shapes import READING, answers
from onrecord.web.desk import desk_of
from onrecord.web.faults import told

router = APIRouter(prefix="/api")
LONGEST = 1_000_000  # characters of a text read at once: some two minutes; more is for `onrecord build`
WORDS = r"^[^\x00]*[^\s\x00\x1c-\x1f\x85][^\x00]*$"  # no NUL, and not white space alone
Line = Annotated[str | None, Field(max_length=1_000)]


class Given(BaseModel):
    """A text to read; not a dataclass, because FastAPI reads bodies into pydantic's models."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, Field(min_length=1, max_length=LONGEST, json_schema_extra={"pattern": WORDS})]
    title: Line = None
    publisher: Line = None
    published: date | None = None


@router.post("/read", responses=answers(READING))
def read(request: Request, body: Given) -> Response:
    """Read a text: who said what, to whom and when. Nothing is kept."""
    reader = desk_of(request).options.read
    if reader is None:
        return told(request, 404, "This desk reads no texts; it was started without a reader.")
    if not body.text.strip() or "\x00" in body.text:
        raise ReportError("text: has no words, or a NUL character; give the words of a report")
    return given(request, reader(Report(body.text, title=body.title, publisher=body.publisher, published=body.published)).to_dict())
