"""Make resources/countries.yaml from mledoze/countries (ODbL 1.0): each country's code, short name, demonym and capital.

Usage: python generate/countries.py ../shared/actors/countries/countries.jsonl
The other names below are our own.
"""

import json
import sys
from pathlib import Path

import yaml

TARGET = Path(__file__).parent.parent / "resources" / "countries.yaml"
SHORT_NAMES = {"TR": "Turkey", "CZ": "Czech Republic"}  # as English news writes them
OTHER_NAMES = {
    "US": ["U.S.", "US", "USA", "America", "White House"],
    "GB": ["U.K.", "UK", "Britain", "Great Britain", "Downing Street"],
    "RU": ["Russian Federation", "Kremlin"],
    "CN": ["PRC", "People's Republic of China"],
    "KP": ["North Korea", "DPRK"],
    "KR": ["South Korea"],
    "AE": ["UAE"],
    "CZ": ["Czechia"],
    "CI": ["Ivory Coast"],
    "CD": ["Congo", "DR Congo", "Democratic Republic of the Congo"],
    "MM": ["Burma"],
    "TR": ["Türkiye"],
    "MK": ["Macedonia"],
    "PS": ["Palestinian Authority", "Palestinian territories"],
    "SZ": ["Swaziland"],
    "VA": ["Vatican", "Holy See"],
}
OTHER_DEMONYMS = {
    "US": ["American", "U.S.", "US"],
    "GB": ["British", "Briton", "U.K.", "UK", "English", "Scottish", "Welsh"],
    "AF": ["Afghan"],
    "AE": ["Emirati"],
    "CN": ["Chinese"],
    "KP": ["North Korean"],
    "KR": ["South Korean"],
    "NL": ["Dutch"],
    "PS": ["Palestinian"],
    "TR": ["Turkish", "Turk"],
    "SE": ["Swede", "Swedish"],
    "DK": ["Dane", "Danish"],
    "FI": ["Finn", "Finnish"],
    "PL": ["Pole", "Polish"],
    "ES": ["Spaniard", "Spanish"],
    "SA": ["Saudi", "Saudi Arabian"],
    "IE": ["Irishman", "Irish"],
}
OTHER_CAPITALS = {
    "US": ["Washington"],
    "GB": ["London"],
    "UA": ["Kiev", "Kyiv"],
    "IL": ["Jerusalem"],
    "YE": ["Sanaa", "Sana'a"],
    "PS": ["Ramallah"],
}


def main(source: Path) -> None:
    """Write the resource."""
    rows = {}
    for line in source.read_text("utf-8").splitlines():
        country = json.loads(line)
        code = country["cca2"]
        if not (country["unMember"] or country["independent"] or code in OTHER_NAMES):
            continue
        demonyms = dict.fromkeys([d for d in (country["demonym_m"], country["demonym_f"]) if d] + OTHER_DEMONYMS.get(code, []))
        capitals = dict.fromkeys((OTHER_CAPITALS.get(code) or []) + ([] if code == "US" else country["capital"]))
        rows[code] = {
            "name": SHORT_NAMES.get(code, country["common"]),
            "names": OTHER_NAMES.get(code, []),
            "demonyms": list(demonyms),
            "capitals": list(capitals),
        }
    head = (
        "# Countries by ISO 3166 code: name, other names, demonyms, capitals. Made by generate/countries.py from\n"
        "# mledoze/countries (ODbL 1.0), with other names of our own. Do not edit here.\n"
    )
    TARGET.write_text(head + yaml.safe_dump(dict(sorted(rows.items())), allow_unicode=True, width=120), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
