"""The fact tables as they lie in ../shared/actors, and the codes of countries by their names."""

import csv
import gzip
import json
import re
from datetime import date
from pathlib import Path

import offices

from onrecord.data import table
from onrecord.data.actors.petrarch import Entry, entries
from onrecord.data.folding import name_key

ENGLISH = re.compile(r"[A-Za-zÀ-ɏ0-9 .,'’()/&+-]+")


class Tables:
    """The fact tables, and the codes of countries by their names; a class, because all that follows needs both."""

    def __init__(self, folder: Path) -> None:
        """Read what all that follows needs."""
        self.folder = folder
        self.countries = [json.loads(line) for line in (folder / "countries/countries.jsonl").read_text("utf-8").splitlines()]
        self.territories = [json.loads(line) for line in (folder / "territories/rigour_territories.jsonl").read_text("utf-8").splitlines()]
        self.codes: dict[str, str] = {}
        for code, country in table("countries").items():
            self.codes |= {name_key(name): code for name in (country["name"], *country["names"])}
        for country in self.countries:
            for name in (country["common"], country["official"], *country["alt"]):
                self.codes.setdefault(name_key(name), country["cca2"])
        for row in self.rows("countries/ngec_countries.csv"):
            self.codes.setdefault(name_key(row["Name"]), row["CCA2"])
        for name, code in (("Burma", "MM"), ("Gambia, The", "GM"), ("Bahamas, The", "BS"), ("East Timor", "TL"), ("Kosovo", "XK")):
            self.codes.setdefault(name_key(name), code)
        self.by_alpha3 = {country["cca3"]: country["cca2"] for country in self.countries} | offices.PHOENIX
        self.by_cow = {row["cow3"]: row["iso2"] for row in self.rows("petrarch/cow2iso.txt") if row["iso2"]} | offices.COW

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file."""
        with (self.folder / name).open(encoding="utf-8", errors="replace", newline="") as file:
            return list(csv.DictReader(file))

    def phoenix(self, name: str) -> list[Entry]:
        """The records of a PETRARCH dictionary; its known slips (PLOVER.md lists them) are left out."""
        text = gzip.decompress((self.folder / f"petrarch/Phoenix.{name}.actors.txt.gz").read_bytes()).decode("utf-8", "replace")
        found: list[Entry] = []
        lost: list[str] = []  # synonyms whose + is missing stand as records without codes before the one that has them
        for entry in entries(text, "phoenix", []):
            if not entry.codes:
                lost.extend(entry.names)
                continue
            words = set(entry.names[0].split())
            entry.names.extend(name for name in lost if words & set(name.split()))
            before = [name for name in lost if name in entry.names and len(name.split()) > 1]
            entry.names = list(dict.fromkeys([*before[:1], *entry.names]))
            lost = []
            found.append(entry)
        return found

    def code(self, name: str) -> str | None:
        """The ISO 3166 code of a country by a name."""
        return self.codes.get(name_key(name)) or self.codes.get(name_key(name.partition(",")[0]))


def day(text: str, *, sure: bool = False) -> date | None:
    """A day; of a month the first; a year alone is no day, or with `sure` the first day of the next year."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d{4}-\d\d", text):
        return date.fromisoformat(f"{text}-01")
    if re.fullmatch(r"\d{4}", text):
        return date(int(text) + sure, 1, 1)
    return None
