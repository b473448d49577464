"""The REST API: JSON with ETags, CSV and JSON lines, problems as RFC 9457; described by OpenAPI at /api/openapi.json, shown at /docs."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from onrecord.web.api import decisions, networks, reading, record
from onrecord.web.api.shapes import DEFINITIONS

ROUTERS = (record.router, networks.router, reading.router, decisions.router)


def describe(app: FastAPI) -> dict[str, Any]:
    """The API in OpenAPI's words."""
    made = get_openapi(title="onrecord", version="1", description="Who said what, to whom and when.", routes=app.routes)
    made.setdefault("components", {}).setdefault("schemas", {}).update(DEFINITIONS)
    return made
