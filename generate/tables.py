"""Make src/onrecord/data/*.json from resources/*.yaml; `--check` fails where they differ (CI runs that)."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
RESOURCES = ROOT / "resources"
DATA = ROOT / "src" / "onrecord" / "data"
FROM_FACTS = {"known"}  # made by generate/actors.py from tables that are no part of the project; a test compares where they are


VOWELS = "aeiou"


def forms(verb: str) -> list[str]:
    """The regular forms of an English verb: present, past, -ing; a final consonant is not doubled (list such verbs as irregular)."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    present = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    return [present, f"{stem}ed", f"{verb}ing" if verb.endswith("ee") else f"{stem}ing"]


def with_forms(cues: dict[str, Any]) -> dict[str, Any]:
    """The cues, with a lookup from each form of each verb to the verb."""
    irregular = cues.pop("irregular")
    verbs = {verb for name, words in cues.items() if not name.endswith(("_words", "_nouns", "_pairs")) for verb in words}
    verbs |= {pair.split()[0] for pair in cues["eventuality_pairs"]}
    lemmas = {form: verb for verb in sorted(verbs) for form in (verb, *irregular.get(verb, forms(verb)))}
    return {**cues, "lemmas": lemmas}


def table(source: Path) -> str:
    """One resource as the text of its table."""
    words = yaml.safe_load(source.read_text("utf-8"))
    if source.stem == "cues":
        words = with_forms(words)
    return json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main(check: bool) -> int:
    """Write the tables, or name those that differ from their resource."""
    stale = []
    for source in sorted(RESOURCES.glob("*.yaml")):
        target = DATA / f"{source.stem}.json"
        if not target.exists() or target.read_text("utf-8") != table(source):
            stale.append(target.name)
            if not check:
                target.write_text(table(source), "utf-8")
    orphans = {path.stem for path in DATA.glob("*.json")} - {path.stem for path in RESOURCES.glob("*.yaml")} - FROM_FACTS
    if check and (stale or orphans):
        print(f"out of date: {', '.join([*stale, *sorted(orphans)])}; run `python generate/tables.py`")  # noqa: T201 (a script speaks)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
