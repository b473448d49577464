"""What is known: tables generated from resources/, loaded when first asked for, read-only."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["table"]


@cache
def table(name: str) -> Any:  # noqa: ANN401 (each table has its own shape, described at the head of its resource)
    """The generated table of that name, as resources/NAME.yaml describes it; callers must not change it."""
    return json.loads((files(__name__) / f"{name}.json").read_text("utf-8"))
