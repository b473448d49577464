"""Make src/onrecord/data/cameo2plover.json and states.json from the tables of facts in a folder; `--check` fails where they differ.

    python generate/codes.py ../shared

Facts only: which type, mode and contexts a CAMEO code has (CAMEO2PLOVER-2021.txt, openeventdata/PLOVER), and which
three letters and which number of the Correlates of War a state has (cow2iso.txt,
of the PETRARCH dictionaries' folder). The glosses stay where they are.
"""

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.data import table
from onrecord.data.verbs.cameo import read

DATA = Path(__file__).parent.parent / "src" / "onrecord" / "data"

_MENDED: dict[str, dict[str, Any]] = {  # what the table lacks or has wrong
    "RS": {"cow": 345},  # the Correlates of War's list goes on with Yugoslavia's number
    "AG": {"iso3": "ATG"},
    "LI": {"iso3": "LIE"},
    "MC": {"iso3": "MCO"},
    "PS": {"iso3": "PSE"},
    "VA": {"iso3": "VAT"},
}


def cameo(shared: Path) -> dict[str, Any]:
    """Type, mode and contexts by CAMEO code."""
    path = shared / "events" / "plv" / "CAMEO2PLOVER-2021.txt"
    faults: list[str] = []
    found = read(path.read_text("utf-8"), path.name, faults)
    if faults:
        raise ValueError("\n".join(faults))
    for code, mode in table("cameo")["codes"].items():
        found[code] = replace(found[code], mode=mode)
    return {code: [its.type, its.mode, its.contexts] for code, its in found.items()}


def states(shared: Path) -> dict[str, dict[str, Any]]:
    """The three letters of ISO 3166 and the number in the Correlates of War's list, by the two letters; of states that are still there."""
    countries = table("countries")
    named = {country["name"]: code for code, country in countries.items()}  # some rows have a name and no code
    found: dict[str, dict[str, Any]] = {code: {"iso3": None, "cow": None} for code in countries}
    with (shared / "actors" / "petrarch" / "cow2iso.txt").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = row["iso2"] or named.get(row["cname"], "")
            if code in found and not row["valid_until"]:
                found[code] = {"iso3": row["iso3"] or None, "cow": int(row["cow_id"]) if row["cow_id"] else None}
    for code, mended in _MENDED.items():
        found[code] |= mended
    return found


def main(shared: Path, check: bool) -> int:
    """Write the tables, or name those that differ from their facts."""
    stale = []
    for name, found in (("cameo2plover", cameo(shared)), ("states", states(shared))):
        target, text = DATA / f"{name}.json", json.dumps(found, indent=0, sort_keys=True) + "\n"
        if not target.exists() or target.read_text("utf-8") != text:
            stale.append(target.name)
            if not check:
                target.write_text(text, "utf-8")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run `python generate/codes.py ../shared`")  # noqa: T201 (a script speaks)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--check" in sys.argv))
