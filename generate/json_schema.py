"""Make src/onrecord/schema/reading.schema.json from the schema's types; `--check` fails where it differs (CI runs that)."""

import json
import sys
from pathlib import Path

from onrecord.schema.reading import reading_schema

TARGET = Path(__file__).parent.parent / "src" / "onrecord" / "schema" / "reading.schema.json"


def main(check: bool) -> int:
    """Write the schema, or say that it is out of date."""
    text = json.dumps(reading_schema(), indent=1) + "\n"
    if check and (not TARGET.exists() or TARGET.read_text("utf-8") != text):
        print(f"{TARGET.name} is out of date; run `python generate/json_schema.py`")  # noqa: T201 (a script speaks)
        return 1
    if not check:
        TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
