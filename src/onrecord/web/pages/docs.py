"""The page that explains the API, made from its OpenAPI description."""

from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.web.api import describe
from onrecord.web.rendering import rendered

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the API: how it is called, what it does, and what it takes."""

    method: str
    path: str
    words: str
    takes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DocsPage:
    """The addresses of the API."""

    template: ClassVar[str] = "docs.html"

    addresses: tuple[Address, ...]


@router.get("/docs")
def docs_page(request: Request) -> Response:
    """The page of the API."""
    paths = describe(request.app)["paths"]
    return rendered(request, DocsPage(tuple(_address(method, path, what) for path, its in paths.items() for method, what in its.items())))


@router.get("/api/openapi.json")
def openapi(request: Request) -> Response:
    """The OpenAPI description."""
    return JSONResponse(describe(request.app))


def _address(method: str, path: str, what: dict[str, Any]) -> Address:
    takes = tuple((its["name"], its["in"], its.get("description", _words_of(its["schema"]))) for its in what.get("parameters", ()))
    return Address(method.upper(), path, what.get("description", what["summary"]), takes)


def _words_of(schema: dict[str, Any]) -> str:
    """The values that a parameter may have, where they are few."""
    kinds = [schema, *schema.get("anyOf", ())]
    return ", ".join(str(value) for kind in kinds for value in kind.get("enum", ()))
