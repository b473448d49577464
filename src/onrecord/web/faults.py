"""Faults as a visitor meets them: a page that says what to do next, or problem+json (RFC 9457) for programs."""

from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.errors import ConflictError, InputError, OnrecordError
from onrecord.web.pages.fault import FaultPage
from onrecord.web.rendering import rendered

PROBLEM = "application/problem+json"
_NO_PAGE = "There is no such page. Begin again at the start page, or search there for what you look for."


def told(request: Request, status: int, message: str, *, locked: bool = False) -> Response:
    """A fault in the form that its request wants."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/"):
        headers = {"WWW-Authenticate": "Bearer"} if locked else None
        body = {"type": "about:blank", "title": title, "status": status, "detail": message}
        return JSONResponse(body, status, headers, media_type=PROBLEM)
    return rendered(request, FaultPage(title, message, locked), status)


def answer_faults(app: FastAPI) -> None:
    """Answer what goes wrong behind the pages in one line that a person can act on."""
    app.add_exception_handler(OnrecordError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_form)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _unknown)


def _of_ours(request: Request, error: Exception) -> Response:
    if "is not in this record" in str(error) or "no actor of this record" in str(error):
        return told(request, 404, str(error))
    if isinstance(error, ConflictError):
        return told(request, 409, str(error))
    return told(request, 422 if isinstance(error, InputError) else 503, str(error))


def _of_form(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (what it was registered for)
    said = "; ".join(f"{'.'.join(str(part) for part in fault['loc'][1:])}: {fault['msg']}" for fault in error.errors())
    return told(request, 422, said)


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (what it was registered for)
    response = told(request, error.status_code, _NO_PAGE if error.status_code == 404 else error.detail)  # noqa: PLR2004
    response.headers.update(error.headers or {})
    return response


def _unknown(request: Request, error: Exception) -> Response:  # noqa: ARG001 (the server prints it to the terminal)
    return told(
        request,
        500,
        "Something went wrong at the desk that should not. The terminal where `onrecord serve` runs says what; please report it.",
    )
