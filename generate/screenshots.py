"""The pictures in docs/images: python generate/screenshots.py (needs Chromium and playwright, which the tests need too).

It reads the invented reports of examples/varn.csv and examples/lake into a record, serves it, and takes the pages' pictures.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from onrecord.cli.serve import bound
from onrecord.record import Question, Record
from onrecord.record.actors import Actors
from onrecord.record.quoted import utterances
from onrecord.web.app import create

ROOT = Path(__file__).parent.parent
EXAMPLES = (ROOT / "examples" / "varn.csv", ROOT / "examples" / "lake" / "reports.csv")
BOOK = ROOT / "examples" / "lake" / "codebook.yaml"
CHROMIUM = "/usr/bin/chromium"
SIZE = {"width": 1160, "height": 740}


def pages_of(record: Path) -> dict[str, str]:
    """The addresses of what is shown, by the names of the pictures: a report with a chosen statement, an actor, and two pictures."""
    with Record(record) as opened:
        chosen = next(opened.search(Question("troops", speaker="Anholt", order="date"), limit=1)).entry
        (marsh, *_) = Actors(opened).listed("Cleo Marsh", None, 1)
        compared = f"/statement/{utterances(opened, 1)[0].statement}/compare"
        report = f"/report/{chosen.report}#s-{chosen.statement.id}"
        return {"report": report, "actor": f"/actor/{marsh.id}", "compare": compared, "concepts": "/pictures/concepts"}


def shoot(browser: Browser, home: str, path: str, target: Path, scheme: str) -> None:
    """Take a page's picture."""
    context = browser.new_context(base_url=home, viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(path, wait_until="networkidle")
    page.screenshot(path=target)
    context.close()


def shoot_all(record: Path, pages: dict[str, str], target: Path, schemes: tuple[str, ...]) -> None:
    """Serve a record and take all pictures."""
    listening = bound("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create(record), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for scheme in schemes:
                for name, path in pages.items():
                    file = target / (f"{name}.png" if scheme == "light" else f"{name}-{scheme}.png")
                    shoot(browser, f"http://127.0.0.1:{listening.getsockname()[1]}", path, file, scheme)
    finally:
        server.should_exit = True
        thread.join()


def main() -> None:
    """Build the record, and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "images", help="the folder of the pictures")
    parser.add_argument("--dark", action="store_true", help="the dark ones too")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "examples.db"
        for command in (["build", *map(str, EXAMPLES), "--into", str(record)], ["concepts", "code", str(record), "--codebook", str(BOOK)]):
            subprocess.run([sys.executable, "-m", "onrecord", *command], check=True)  # noqa: S603
        shoot_all(record, pages_of(record), asked.into, ("light", "dark") if asked.dark else ("light",))


if __name__ == "__main__":
    main()
