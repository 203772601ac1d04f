"""The calls of the public face that have no other home: ``extract``, ``quantities`` and ``pipeline``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import perfextract.periods
from perfextract import amounts, readers, rules
from perfextract.amounts import Quantity
from perfextract.extract import Options, extract_file, extract_text
from perfextract.model import Bound, Record

if TYPE_CHECKING:
    from spacy.language import Language

FILE_ENDINGS = readers.TEXT_ENDINGS - {""} | set(readers.MODULES)
LONGEST_PATH = 1000  # characters; no text of this length is taken for the name of a file


def extract(
    source: str | Path,
    *,
    authority: str | None = None,
    period: str | None = None,
    patterns: str | Path | None = None,
) -> Sequence[Record]:
    """The records of a report, in reading order.

    ``source`` is a file (a path, or the name of a file that exists) or else the text of a report. ``authority`` and
    ``period`` ("2017/18 Q2") say who reports and for when, over what the report says; ``patterns`` is a folder of your
    own rules beside ours.

    Raises FileNotFoundError where a path, or a text that looks like one, names no file; DocumentError where the file
    cannot be read or the text is empty; ValueError where ``period`` names no period or a file of ``patterns`` cannot
    be used.

    >>> [record.to_dict()["value"] for record in extract("Library visits rose to 4,100 in quarter 2.")]
    [4100]
    """
    options = Options(authority, period, Path(patterns) if patterns else None)
    if is_path(source):
        return extract_file(existing(source), options).records
    return extract_text(str(source), options).records


def is_path(source: str | Path) -> bool:
    """Whether a source is a path rather than a text: one line that ends like a file name, or names a file.

    >>> is_path("q2.docx"), is_path("Visits rose to 12."), is_path(Path("q2"))
    (True, False, True)
    """
    if isinstance(source, Path):
        return True
    if len(source) > LONGEST_PATH or "\n" in source or not source.strip():
        return False
    path = Path(source)
    return path.suffix.lower().lstrip(".") in FILE_ENDINGS or _exists(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # longer than a file system allows
        return False


def existing(source: str | Path) -> Path:
    """The path of a file; raises FileNotFoundError or IsADirectoryError, saying what to do."""
    path = Path(source)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder. Read its files one by one, or all with perfextract.convert.")
    if not _exists(path):
        raise FileNotFoundError(
            f"There is no file {path}. Check the path; text is read as text where it has no ending of a file."
        )
    return path


def quantities(text: str, patterns: str | Path | None = None) -> list[Quantity]:
    """The numbers of a text that could be figures, in reading order, each with its unit, bound and characters.

    Numbers of dates and periods are left out. Numbers that only say what is counted ("within 7 days") are among them:
    ``extract`` and ``pipeline`` tell these apart. ``patterns`` is a folder of your own rules beside ours; raises
    ValueError where one cannot be used.

    >>> [(str(q.value), q.unit, q.bound) for q in quantities("In 2017/18 over £33million, around 16% more")]
    [('33000000', 'GBP', 'at_least'), ('16', 'percent', 'about')]
    """
    folder = Path(patterns) if patterns else None
    hedges = rules.load("hedge", folder).find(text)
    named = [(mark.start, mark.end) for mark in perfextract.periods.find(text)]
    return [
        replace(q, bound=q.bound or _bound(text, q, hedges))
        for q in amounts.quantities(text, folder)
        if not any(start < q.end and q.start < end for start, end in named)
    ]


def _bound(text: str, quantity: Quantity, hedges: Iterable[rules.Mark]) -> Bound | None:
    """What the words directly before a number say of it."""
    before = (m for m in hedges if m.end <= quantity.start and not text[m.end : quantity.start].strip())
    return next((m.gives["bound"] for m in before if "bound" in m.gives), None)


def pipeline(patterns: str | Path | None = None) -> Language:
    """A blank English spaCy pipeline with every component of perfextract.

    Each fills a span group of the ``Doc``: "quantity", "period", "comparator", "direction", "hedge", "qualifier" and
    "defining". ``patterns`` is a folder of your own rules beside ours. Raises ValueError where one cannot be used.
    """
    from perfextract.pipes import components

    return components.pipeline(Path(patterns) if patterns else None)
