"""The API over networks: who speaks about whom, to whom, beside whom."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from onrecord.networks import Once, Options, Relation, network
from onrecord.schema.words import Kind
from onrecord.web.api.giving import given
from onrecord.web.api.shapes import answers
from onrecord.web.asking import Day, day_of
from onrecord.web.desk import desk_of

router = APIRouter(prefix="/api")
_GRAPH = {
    "type": "object",
    "properties": {name: {"type": "array", "items": {"type": "object"}} for name in ("nodes", "edges")},
    "required": ["nodes", "edges"],
}


class Wanted(BaseModel):
    """What counts in the network; not a dataclass, because FastAPI reads addresses into pydantic's models."""

    since: Day = Field(None, alias="from", description="The first day, month or year.")
    until: Day = Field(None, alias="to", description="The last day, month or year.")
    kind: Kind | None = Field(None, description="Only statements of this kind.")
    once: Once = Field("statement", description="What adds 1 to the weight of a pair.")
    weight: int = Field(1, ge=1, le=1_000_000, description="The least weight of an edge.")

    @property
    def options(self) -> Options:
        """The network's options."""
        kinds = () if self.kind is None else (self.kind,)
        days = day_of("from", self.since, 0), day_of("to", self.until, 1)
        return Options(*days, kinds=kinds, once=self.once, least_weight=self.weight)


@router.get("/networks/{relation}", responses=answers(_GRAPH))
def network_of(request: Request, relation: Relation, wanted: Annotated[Wanted, Query()]) -> Response:
    """The nodes and edges of a network; docs/networks.md explains the attributes."""
    with desk_of(request).asking() as record:
        graph = network(record, relation, wanted.options)
    nodes = [{"id": id_, **attributes} for id_, attributes in graph.nodes(data=True)]
    edges = [{"source": source, "target": target, **attributes} for source, target, attributes in graph.edges(data=True)]
    return given(request, {"nodes": nodes, "edges": edges})
