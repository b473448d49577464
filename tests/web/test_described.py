"""What schemathesis makes of the API's description: no fault of the server, nothing that is not described, nothing refused that is."""

import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from onrecord.record.query import DEEPEST, MOST_WORDS
from onrecord.schema.reading import Reading
from onrecord.web.app import create
from onrecord.web.desk import Options
from tests.record.conftest import tarn

EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "40"))  # of each address; 500 for the long run
HOST = {"host": "127.0.0.1"}
KNOWN = {"report": tarn().report.id, "statement": tarn().statements[0].id, "actor": tarn().actors[0].id, "decision": "1"}
LAX = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))

_WORD = st.text("abcdefghijklmnopqrstuvwxyzÄéß", min_size=2, max_size=8)
_ONE = _WORD | _WORD.map('"{}"'.format) | _WORD.map("{}*".format)
SEARCHES = st.recursive(
    _ONE,
    lambda its: st.tuples(its, st.sampled_from((" ", " AND ", " OR ", " NOT ")), its).map("".join) | its.map("({})".format),
    max_leaves=min(DEEPEST, MOST_WORDS) // 2,
)
"""Searches as `record/query.py` understands them: the format "search" of the description."""


def in_order(case: Any) -> bool:
    """Whether days of a network stand in their order: what no schema can say of two fields."""
    since, until = (str((case.query or {}).get(name) or "").strip() for name in ("from", "to"))
    return "/networks/" not in case.path or not (since and until) or since < until


@pytest.fixture
def described(desk_file: Path) -> BaseSchema:
    """The description of a desk that may be written to."""
    schemathesis.openapi.format("search", SEARCHES)
    app = create(desk_file, Options(read=lambda report: Reading(report, (), (), (), (), ())))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HOST)


def test_every_address_keeps_what_is_described(described: BaseSchema) -> None:
    for found in described.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @LAX
        @given(operation.as_strategy())
        def holds(case: Any) -> None:
            assume(in_order(case))
            case.call_and_validate(headers=HOST)

        holds()


def test_every_address_of_something_known_does(described: BaseSchema) -> None:
    """By ids that are in the record; a correction that is well formed may still not fit the words of its report (422)."""
    for found in described.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if "{" not in operation.path:
            continue

        @LAX
        @given(operation.as_strategy(), st.booleans())
        def holds(case: Any, its: bool) -> None:
            assume(in_order(case))
            case.path_parameters.update({name: KNOWN[name] for name in case.path_parameters if name in KNOWN})
            if its and isinstance(case.body, dict) and "statement" in case.body:
                case.body["statement"] = KNOWN["statement"]
            case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance] if case.method == "POST" else [])

        holds()


def test_what_one_answer_gives_leads_to_the_next(described: BaseSchema) -> None:
    class Machine(described.as_state_machine()):  # type: ignore[misc] # made anew for each description
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            assume(in_order(case))
            return {"headers": HOST}

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            case.validate_response(response, excluded_checks=[positive_data_acceptance] if case.method == "POST" else [])

    Machine.run(settings=settings(LAX, max_examples=max(5, EXAMPLES // 8), stateful_step_count=6))
