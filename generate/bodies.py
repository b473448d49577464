"""Countries, governments, international bodies and armed groups, from their tables."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from facts import ENGLISH, Tables

from onrecord.data import table
from onrecord.data.actors.petrarch import titled
from onrecord.data.folding import is_acronym, name_key

Packed = list[Any]
"""Id, names, codes, tenures, source, family name."""


def countries(tables: Tables) -> Iterator[Packed]:
    """Countries and territories with their codes; names in English and those that are written with Latin letters."""
    known = table("countries")
    for row in sorted(tables.territories, key=lambda row: row["code"]):
        code = row["code"].upper()
        if not (row.get("is_country") or row.get("is_historical") or code in known):
            continue
        ours = known.get(code, {"name": row["name"], "names": []})
        names = dict.fromkeys([ours["name"], *ours["names"], row["name"], row["full_name"], *row.get("names_strong", ())])
        kept = [name for name in names if ENGLISH.fullmatch(name) and name[0].isupper() and len(name) > 1 and not _one_of_two(name, code)]
        alpha3 = row.get("alpha3", "").upper()
        codes = {"iso3166": code} if len(code) == 2 else {}  # noqa: PLR2004 (ISO 3166-1)
        codes |= {"cameo": {"XKX": "KSV"}.get(alpha3, alpha3)} if alpha3 else {}
        yield [row["qid"], kept, codes | {"wikidata": row["qid"]}, [], "rigour", None]


def _one_of_two(name: str, code: str) -> bool:
    """Whether a name is one that our tables give to a seat of government or a part ("Kremlin", "Gaza")."""
    bodies = {name_key(body["name"]) for body in table("bodies")["bodies"]}
    return name_key(name) in bodies or (code == "PS" and name in {"Gaza", "Gaza Strip", "West Bank"})


def governments(tables: Tables) -> Iterator[Packed]:
    """Each country's government, by the ways that English makes its name; capitals stand for it."""
    alpha3 = {country["cca2"]: country["cca3"] for country in tables.countries}
    for code, country in table("countries").items():
        names = [f"government of {country['name']}"]
        for people_ in country["demonyms"]:
            names.extend(f"{people_} {word}" for word in ("government", "administration", "authorities"))
        names.extend(name for name in country["capitals"] if name not in {country["name"], *country["names"]})
        yield [f"government:{code}", names, {"iso3166": code, "cameo": f"{alpha3.get(code, code)}GOV"}, [], "countries", None]


def organisations(tables: Tables) -> Iterator[Packed]:
    """International bodies and their organs, with CAMEO codes by name from Phoenix."""
    cameo: dict[str, str] = {}
    for entry in tables.phoenix("International"):
        for name in entry.names:
            if entry.codes and entry.codes[0].code.startswith(("IGO", "NGO", "IMG")):
                cameo.setdefault(name_key(name), entry.codes[0].code)
    given = yaml.load((tables.folder / "international-organisations/general_list.yaml").read_text("utf-8"), yaml.CSafeLoader)
    taken = {name_key(name) for body in table("bodies")["bodies"] for name in (body["name"], *body.get("names", ()))}
    numbers: set[str | None] = set()  # two bodies of one number: the first has it
    for row in given.values():
        keys = ("Name_en", "Name_other_en", "Name_other_2_en", "Abbreviation_en", "Abbreviation_other_en", "Abbreviation_other_2_en")
        names = list(dict.fromkeys(str(row[key]).strip() for key in keys if row.get(key) and row[key] != "none"))
        names += [name.replace("Organization", "Organisation") for name in names if "Organization" in name]
        names = [name for name in dict.fromkeys(names) if ENGLISH.fullmatch(name) and name_key(name) not in taken and len(name) > 1]
        if names:
            names.extend(f"UN {name.removeprefix('United Nations ')}" for name in list(names) if name.startswith("United Nations "))
            code = next((cameo[name_key(name)] for name in names if name_key(name) in cameo), "IGO")
            number = (
                row["Wikidata_code"] if row["Wikidata_code"] not in numbers and re.fullmatch(r"Q\d+", str(row["Wikidata_code"])) else None
            )
            numbers.add(number)
            identity = number or f"supraverden:{row['SPRVD_id']}"
            yield [identity, names, {"cameo": code} | ({"wikidata": number} if number else {}), [], "supraverden", None]


COMPANY = re.compile(
    r"\b(trust|foundation|company|co|ltd|exchange|society|committee|bank|hawala|corporation|airlines|house|offices?)\b", re.IGNORECASE
)


def armed_groups(tables: Tables) -> Iterator[Packed]:
    """Armed groups of Phoenix and of the UN's list of sanctions, but for those that resources/bodies.yaml has better."""
    taken = {name_key(name) for body in table("bodies")["bodies"] for name in (body["name"], *body.get("names", ()))}
    for line in (tables.folder / "un-consolidated-list/un_consolidated.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "entity" or row["regime"] not in {"Al-Qaida", "Taliban", "Somalia", "DRC", "CAR"} or COMPANY.search(row["name"]):
            continue
        names = _group_names([row["name"], *row["aliases"]])
        if names and not taken & {name_key(name) for name in names}:
            taken |= {name_key(name) for name in names}
            yield [f"un:{row['ref']}", names, {}, [], "un", None]
    for entry in tables.phoenix("MilNonState"):
        names = _group_names(entry.names)
        if not names or not entry.codes or taken & {name_key(name) for name in names} or "REB" not in entry.codes[0].code:
            continue
        taken |= {name_key(name) for name in names}
        code = entry.codes[0].code
        country = tables.by_alpha3.get(code[:3])
        yield [
            f"phoenix:{name_key(names[0]).replace(' ', '-')}",
            names,
            {"cameo": code} | ({"iso3166": country} if country else {}),
            [],
            "phoenix",
            None,
        ]


def _group_names(given: Iterable[str]) -> list[str]:
    """Names with what stands in brackets as a name of its own; single words must have four letters, so that they mean nothing else."""
    found = []
    for name in given:
        plain = " ".join(re.sub(r"\(.*", "", name).split()).strip(' ,;/"“”')
        inside = re.search(r"\(([A-Z][A-Za-z-]{2,6})\)", name)
        for one in (plain, inside[1] if inside else ""):
            proper = one if not one.isupper() or (is_acronym(one) and len(one) <= 6) else titled(one)  # noqa: PLR2004
            if ENGLISH.fullmatch(proper) and "(" not in proper and (" " in proper or "-" in proper or len(proper) > 3):  # noqa: PLR2004
                found.append(proper)
    return list(dict.fromkeys(found))
