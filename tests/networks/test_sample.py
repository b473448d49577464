"""DNA's own sample project, taken in: its networks are those that a plain loop over its tables gives."""

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.networks.discourse import DiscourseOptions, discourse_network
from onrecord.record import Record

SQL = """
    SELECT organization.Value, concept.Value, agreement.Value FROM STATEMENTS AS said
    JOIN (SELECT StatementId, ENTITIES.Value, Variable FROM DATASHORTTEXT JOIN ENTITIES ON ENTITIES.ID = Entity
        JOIN VARIABLES ON VARIABLES.ID = DATASHORTTEXT.VariableId) AS organization
        ON organization.StatementId = said.ID AND organization.Variable = 'organization'
    JOIN (SELECT StatementId, ENTITIES.Value, Variable FROM DATASHORTTEXT JOIN ENTITIES ON ENTITIES.ID = Entity
        JOIN VARIABLES ON VARIABLES.ID = DATASHORTTEXT.VariableId) AS concept
        ON concept.StatementId = said.ID AND concept.Variable = 'concept'
    JOIN DATABOOLEAN AS agreement ON agreement.StatementId = said.ID
    WHERE organization.Value != '' AND concept.Value != ''
"""


@pytest.mark.shared
def test_congruence_and_conflict_of_dnas_sample(shared: Path, tmp_path: Path) -> None:
    sample = shared / "formats" / "sample.dna"
    done = CliRunner().invoke(app, ["import", str(tmp_path / "s.db"), str(sample), "--author", "Kim"])
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(f"{sample.absolute().as_uri()}?mode=ro", uri=True)) as db:
        sides = Counter(db.execute(SQL).fetchall())
    names = sorted({name for name, _, _ in sides})
    concepts = sorted({concept for _, concept, _ in sides})
    expected = {}
    for one, other in combinations(names, 2):
        congruence = sum(sides[one, concept, k] * sides[other, concept, k] for concept in concepts for k in (0, 1))
        conflict = sum(sides[one, concept, k] * sides[other, concept, 1 - k] for concept in concepts for k in (0, 1))
        if congruence + conflict:
            expected[one, other] = (congruence, conflict)
    with Record(tmp_path / "s.db") as record:
        graph = discourse_network(record, "actor-actor", DiscourseOptions("ignore", actor="organisation"))
    labels = dict(graph.nodes(data="label"))
    found = {
        (min(labels[one], labels[other]), max(labels[one], labels[other])): (its["congruence"], its["conflict"])
        for one, other, its in graph.edges(data=True)
    }
    assert len(expected) > 10
    assert found == expected
