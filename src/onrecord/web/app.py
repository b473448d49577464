"""The application: its pages, its API, and the door before them."""

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from onrecord.record import Record
from onrecord.web.api import ROUTERS
from onrecord.web.desk import Desk, Options
from onrecord.web.faults import answer_faults
from onrecord.web.loading import Loader
from onrecord.web.pages import (
    actor,
    ask,
    compare,
    concepts,
    correct,
    correct_actor,
    correct_finding,
    decisions,
    docs,
    lists,
    load,
    pictures,
    report,
    review,
    review_findings,
)
from onrecord.web.rendering import prepare
from onrecord.web.safety import Safety

_SHOWING = (ask.router, report.router, actor.router, lists.router, concepts.router, pictures.router, compare.router, docs.router)
_CORRECTING = (correct.router, correct_finding.router, correct_actor.router)
_DECIDING = (*_CORRECTING, review.router, review_findings.router, decisions.router, load.router)
PAGES = (*_SHOWING, *_DECIDING)
STATIC = Path(__file__).parent / "static"


def create(record: Path, options: Options = Options()) -> FastAPI:  # noqa: B008 (frozen)
    """The desk over a record.

    Raises:
        RecordError: there is no such record, or it can't be read.
    """
    with Record(record):
        pass  # what is wrong with the file is told before anybody is asked to open a page
    prepare()
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = Desk(record, options)
    app.state.loader = Loader(app.state.desk)
    answer_faults(app)
    for page in PAGES:
        app.include_router(page, include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", Files(directory=STATIC), name="static")
    app.add_middleware(Safety, options=options)
    return app


class Files(StaticFiles):
    """The stylesheet, scripts and fonts: asked for anew each time and mostly answered "as before", so that an update is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with the word that it must be asked for anew."""
        response = await super().get_response(path, scope)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
