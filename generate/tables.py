"""Make src/onrecord/data/*.json from resources/*.yaml; `--check` fails where they differ (CI runs that)."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from codebook import codebook
from verbs import forms

ROOT = Path(__file__).parent.parent
RESOURCES = ROOT / "resources"
DATA = ROOT / "src" / "onrecord" / "data"
FROM_FACTS = {
    "known",
    "cameo2plover",
    "states",
}  # made by generate/actors.py and codes.py from tables that are no part of the project; a test compares where they are
FOR_TRAINING = {"examples"}  # read by src/onrecord/training, and no table


def with_forms(cues: dict[str, Any]) -> dict[str, Any]:
    """The cues, with a lookup from each form of each verb to the verb."""
    irregular = cues.pop("irregular")
    verbs = {verb for name, words in cues.items() if not name.endswith(("_words", "_nouns", "_pairs")) for verb in words}
    verbs |= {pair.split()[0] for pair in cues["eventuality_pairs"]}
    lemmas = {form: verb for verb in sorted(verbs) for form in (verb, *irregular.get(verb, forms(verb)))}
    return {**cues, "lemmas": lemmas}


def table(source: Path) -> str:
    """One resource as the text of its table; a folder of them is one table."""
    if source.is_dir():
        words = codebook({path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(source.glob("*.yaml"))})
    else:
        words = yaml.safe_load(source.read_text("utf-8"))
    if source.stem == "cues":
        words = with_forms(words)
    return json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def sources() -> list[Path]:
    """The resources: files, and folders of files."""
    return sorted([*RESOURCES.glob("*.yaml"), *(path for path in RESOURCES.iterdir() if path.is_dir() and path.name not in FOR_TRAINING)])


def main(check: bool) -> int:
    """Write the tables, or name those that differ from their resource."""
    stale = []
    for source in sources():
        target = DATA / f"{source.stem}.json"
        if not target.exists() or target.read_text("utf-8") != table(source):
            stale.append(target.name)
            if not check:
                target.write_text(table(source), "utf-8")
    orphans = {path.stem for path in DATA.glob("*.json")} - {path.stem for path in sources()} - FROM_FACTS
    if check and (stale or orphans):
        print(f"out of date: {', '.join([*stale, *sorted(orphans)])}; run `python generate/tables.py`")  # noqa: T201 (a script speaks)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
