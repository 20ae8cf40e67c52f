"""Writes the pictures of docs/reading-a-finding.md: the real HTML report of the corpus that `validate init` begins.

They are taken in Chromium, so a page by another version of it differs in a few pixels. Wants `chromium` on the path.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "report"))

from browser import browser  # noqa: E402

from validator.doors.checking import check  # noqa: E402
from validator.doors.starting import start  # noqa: E402
from validator.report import write  # noqa: E402

MOST_BYTES = 200_000
PICTURES = {
    "reading-a-finding.png": "document.querySelector('#first-contradiction + .card')",
    "reading-a-text.png": "document.querySelector('.sources > li')",
}
WIDTH = 1000
MARGIN = 12


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start(folder / "corpus")
        page = folder / "report.html"
        with page.open("w", encoding="utf-8") as stream:
            write(check(folder / "corpus", extras=("texts",)), "html", stream)
        with browser(folder) as tab:
            tab.open(page, width=WIDTH, height=6000)  # tall, so that nothing is left undrawn
            tab.run("document.querySelector('details.text').open = true")
            for file, element in PICTURES.items():
                tab.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
                box = f"(({{x, y, width, height}}) => [x, y, width, height])({element}.getBoundingClientRect())"
                x, y, width, height = tab.run(box)
                clip = {"x": x - MARGIN, "y": y - MARGIN, "width": width + 2 * MARGIN, "height": height + 2 * MARGIN}
                shot = tab.call("Page.captureScreenshot", format="png", clip=clip | {"scale": 1})
                picture = base64.b64decode(shot["data"])
                if len(picture) > MOST_BYTES:
                    sys.exit(f"expected at most {MOST_BYTES:,} bytes for {file}, found {len(picture):,}")
                (ROOT / "docs" / file).write_bytes(picture)
                print(f"wrote docs/{file}, {len(picture):,} bytes")


if __name__ == "__main__":
    main()
