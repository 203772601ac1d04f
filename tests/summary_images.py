"""Draw the pictures of docs/summary.md: ``python tests/summary_images.py``. Needs soffice, pdftoppm and chromium.

They show a quarter of the sample archive.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import perfextract
from perfextract.summary import html, word
from perfextract.summary.content import Summary

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PERIOD = "2021/22 Q2"
LARGEST = 200_000  # bytes


def main() -> None:
    """Draw the first page of the Word summary and the top of the page of HTML."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        perfextract.convert(ROOT / "corpus", Path(folder, "dataset"))
        with perfextract.open(Path(folder, "dataset")) as dataset:
            made = dataset.summary(PERIOD)
        _word(made, Path(folder))
        _html(made, Path(folder))
    for image in IMAGES.glob("summary-*.png"):
        assert image.stat().st_size < LARGEST, f"{image.name} has {image.stat().st_size:,} bytes"


def _word(made: Summary, folder: Path) -> None:
    (folder / "summary.docx").write_bytes(word.render(made))
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "summary.docx")
    target = IMAGES / "summary-word"
    _run("pdftoppm", "-r", "85", "-f", "1", "-l", "1", "-singlefile", "-png", folder / "summary.pdf", target)


def _html(made: Summary, folder: Path) -> None:
    page = html.render(made).replace("<details>", "<details open>", 1)  # one piece of evidence is shown
    (folder / "summary.html").write_text(page, encoding="utf-8")
    look = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=900,1080"]
    _run("chromium", *look, f"--screenshot={IMAGES / 'summary-html.png'}", folder / "summary.html")


def _run(program: str, *arguments: str | Path) -> None:
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not installed")
    subprocess.run([found, *map(str, arguments)], check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main()
