"""What coders said in a DNA project: its statements with their values, read from the SQLite file."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.export.dna.values import SPEAKERS, Variable

DATA = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "short text": "DATASHORTTEXT", "long text": "DATALONGTEXT"}
"""The table that holds a statement's values, by the type of the variable."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement of a project.

    Attributes:
        type, label: its statement type.
        start, stop: where it stands, in UTF-16 units.
        coder: the name; None where the project has none.
        values: by variable, those that it has a value in.
    """

    id: int
    type: int
    label: str
    start: int
    stop: int
    coder: str | None
    variables: tuple[Variable, ...]
    values: dict[str, str]

    @property
    def is_said(self) -> bool:
        """Whether its type says who speaks; a note on the text, or an element of a story, does not."""
        return any(variable.name in SPEAKERS for variable in self.variables)


def coded_in(db: sqlite3.Connection, document: int) -> Iterator[Coded]:
    """The statements of a document, by number."""
    rows = db.execute(
        """
        SELECT STATEMENTS.ID, StatementTypeId, coalesce(Label, ''), Start, Stop, CODERS.Name
        FROM STATEMENTS LEFT JOIN STATEMENTTYPES ON STATEMENTTYPES.ID = StatementTypeId LEFT JOIN CODERS ON CODERS.ID = STATEMENTS.Coder
        WHERE DocumentId = ? ORDER BY STATEMENTS.ID
        """,
        (document,),
    ).fetchall()
    values = _values(db, document)
    for id_, type_, label, start, stop, coder in rows:
        its = values[id_]
        variables = tuple(variable for variable in variables_of(db, type_) if variable.id in its)
        yield Coded(id_, type_, label, start, stop, coder, variables, {variable.name: its[variable.id] for variable in variables})


def variables_of(db: sqlite3.Connection, type_: int) -> tuple[Variable, ...]:
    """The variables of a statement type, by number."""
    rows = db.execute("SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ? ORDER BY ID", (type_,))
    return tuple(Variable(*row) for row in rows)


def _values(db: sqlite3.Connection, document: int) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for table in DATA.values():
        value = "(SELECT Value FROM ENTITIES WHERE ID = Entity)" if table == "DATASHORTTEXT" else "Value"
        for statement, variable, text in db.execute(
            f"SELECT StatementId, VariableId, {value} FROM {table} WHERE StatementId IN (SELECT ID FROM STATEMENTS WHERE DocumentId = ?)",  # noqa: S608
            (document,),
        ):
            found[statement][variable] = "" if text is None else str(text)
    return found
