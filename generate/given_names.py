"""Make resources/given_names.yaml: the given names of women and of men among politicians the world over, from Wikidata (CC0).

Usage: python generate/given_names.py ../shared/actors/leaders/wikidata_bio.csv
Names that both bear are left out, and those that resources/roles.yaml has.
"""

import csv
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import yaml

RESOURCES = Path(__file__).parent.parent / "resources"
GENDERS = {"female": "feminine", "male": "masculine"}
CLEAR = 0.95  # the least share of one gender among those who bear a name
SHORTEST = 2  # letters; a single one is an initial


def main(source: Path) -> None:
    """Write the resource."""
    roles = yaml.safe_load((RESOURCES / "roles.yaml").read_text("utf-8"))
    known = {name for gender in GENDERS.values() for name in roles[f"{gender}_names"]}
    borne: dict[str, Counter[str]] = defaultdict(Counter)
    with source.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            first, *others = unicodedata.normalize("NFC", row["name"]).split() or [""]
            if row["gender"] in GENDERS and others and first.isalpha() and len(first) >= SHORTEST:
                borne[first.lower()][GENDERS[row["gender"]]] += 1
    found: dict[str, list[str]] = {gender: [] for gender in GENDERS.values()}
    for name, counts in sorted(borne.items()):
        gender, most = counts.most_common(1)[0]
        if name not in known and most >= CLEAR * counts.total():
            found[gender].append(name)
    head = (
        "# Given names of women and of men, in small letters. Made by generate/given_names.py from Wikidata's politicians (CC0).\n"
        "# Do not edit here; our own stand in roles.yaml.\n"
    )
    (RESOURCES / "given_names.yaml").write_text(
        head + yaml.safe_dump(found, allow_unicode=True, width=136, default_flow_style=True), "utf-8"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
