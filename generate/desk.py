"""The desk's fonts, out of npm packages at fixed versions: python generate/desk.py (needs npm and a network; the files are kept in git)."""

import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "src" / "onrecord" / "web" / "static" / "vendor"
PACKAGES = {
    "@fontsource-variable/source-serif-4@5.3.1": {
        "files/source-serif-4-latin-wght-normal.woff2": "source-serif-4-latin.woff2",
        "files/source-serif-4-latin-ext-wght-normal.woff2": "source-serif-4-latin-ext.woff2",
        "LICENSE": "source-serif-4.LICENSE",
    },
    "@fontsource-variable/inter@5.3.0": {
        "files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
        "files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
        "LICENSE": "inter.LICENSE",
    },
}
"""What is taken out of which package, and what it is called here."""


def main() -> None:
    """Fetch each package and keep its files."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for package, files in PACKAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            packed = subprocess.run(["npm", "pack", "--json", package], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603, S607
            with tarfile.open(Path(folder) / json.loads(packed.stdout)[0]["filename"]) as archive:
                for inside, name in files.items():
                    source = archive.extractfile(f"package/{inside}")
                    assert source is not None, inside  # noqa: S101 (a file, and no folder)
                    with (VENDOR / name).open("wb") as target:
                        shutil.copyfileobj(source, target)


if __name__ == "__main__":
    main()
