"""The API over networks: who speaks about whom, to whom, beside whom; who agrees on which concept."""

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from onrecord.networks import Once, Options, Relation, network
from onrecord.networks.discourse import (
    ActorVariable,
    DiscourseOptions,
    DiscourseRelation,
    Duplicates,
    Normalisation,
    Qualifier,
    discourse_network,
)
from onrecord.schema.plain import Plain
from onrecord.schema.words import Kind
from onrecord.web.api.giving import given
from onrecord.web.api.shapes import answers
from onrecord.web.asking import Day, Words, day_of
from onrecord.web.desk import desk_of

if TYPE_CHECKING:
    import networkx as nx

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


class SidesWanted(BaseModel):
    """What counts in a network of concepts; docs/networks.md explains the options and the weights."""

    duplicates: Duplicates = Field("include", description="What counts once of the same actor, concept and side.")
    actor: ActorVariable = Field("speaker", description="Who the actors are.")
    concept: Words = Field(None, description="Only this concept.")
    sure: float = Field(0.0, ge=0, le=1, description="The least confidence of a coding that nobody decided about.")
    since: Day = Field(None, alias="from", description="The first day, month or year.")
    until: Day = Field(None, alias="to", description="The last day, month or year.")
    publisher: Words = Field(None, description="Words of the publisher's name.")
    weight: float = Field(0.0, ge=0, le=1_000_000, description="The least weight of an edge, whatever its sign.")

    def options(self, qualifier: Qualifier, normalisation: Normalisation) -> DiscourseOptions:
        """The network's options."""
        concepts = () if self.concept is None else (self.concept,)
        days = day_of("from", self.since, 0), day_of("to", self.until, 1)
        counted = qualifier, normalisation, self.duplicates, self.actor, concepts, self.sure
        return DiscourseOptions(*counted, *days, self.publisher, self.weight)


class TwoMode(SidesWanted):
    """What counts between actors and concepts."""

    qualifier: Literal["ignore", "subtract", "agree", "disagree"] = Field("subtract", description="What becomes of agreement.")
    normalisation: Literal["no", "activity", "prominence"] = "no"


class OneMode(SidesWanted):
    """What counts between actors, or between concepts."""

    qualifier: Literal["ignore", "congruence", "conflict", "subtract"] = Field("subtract", description="What becomes of agreement.")
    normalisation: Literal["no", "average", "jaccard", "cosine"] = "no"


@router.get("/networks/actor-concept", responses=answers(_GRAPH))
def actors_and_concepts(request: Request, wanted: Annotated[TwoMode, Query()]) -> Response:
    """Who agrees and disagrees with which concept."""
    return _of_sides(request, "actor-concept", wanted)


@router.get("/networks/actor-actor", responses=answers(_GRAPH))
def actors_by_concepts(request: Request, wanted: Annotated[OneMode, Query()]) -> Response:
    """Which actors are on one side, or on different ones."""
    return _of_sides(request, "actor-actor", wanted)


@router.get("/networks/concept-concept", responses=answers(_GRAPH))
def concepts_by_actors(request: Request, wanted: Annotated[OneMode, Query()]) -> Response:
    """Which concepts the same actors agree or disagree with."""
    return _of_sides(request, "concept-concept", wanted)


def _of_sides(request: Request, relation: DiscourseRelation, wanted: TwoMode | OneMode) -> Response:
    with desk_of(request).asking() as record:
        return given(request, _plain(discourse_network(record, relation, wanted.options(wanted.qualifier, wanted.normalisation))))


@router.get("/networks/{relation}", responses=answers(_GRAPH))
def network_of(request: Request, relation: Relation, wanted: Annotated[Wanted, Query()]) -> Response:
    """The nodes and edges of a network; docs/networks.md explains the attributes."""
    with desk_of(request).asking() as record:
        return given(request, _plain(network(record, relation, wanted.options)))


def _plain(graph: "nx.Graph[str]") -> dict[str, Plain]:
    nodes: list[Plain] = [{"id": id_, **attributes} for id_, attributes in graph.nodes(data=True)]
    edges: list[Plain] = [{"source": source, "target": target, **attributes} for source, target, attributes in graph.edges(data=True)]
    return {"nodes": nodes, "edges": edges}
