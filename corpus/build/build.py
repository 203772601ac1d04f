"""Build the sample reports and their gold from the sources: ``python corpus/build/build.py [--check]``.

With ``--check`` nothing is written: every fault of the sources and every file that is not what the sources give is
named, and the exit code is 1 where there is any.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from check import faults
from dates import period
from gold import gold
from notation import Fields
from source import Source, read_source

CORPUS = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "reports"


@dataclass(frozen=True)
class Sample:
    """A source with its gold records."""

    source: Source
    records: list[Fields]


def samples() -> list[Sample]:
    """All sources in the order of time; raises ValueError where one is not understood."""
    sources = [read_source(path) for path in sorted(SOURCES.glob("*.report"))]
    return [Sample(source, gold(source)) for source in sources]


def files(found: list[Sample], rendering: bool = True) -> Iterator[tuple[Path, bytes]]:
    """Every file of the corpus that the sources give, with its bytes."""
    for sample in found:
        folder = CORPUS / sample.source.slug
        yield folder / "gold.json", as_json(sample.records)
        yield folder / "source.toml", described(sample.source).encode()
        for name in sample.source.formats if rendering else ():
            yield folder / f"report.{name}", renderer(name)(sample.source)
    yield CORPUS / "planted.json", as_json([fault for sample in found for fault in planted(sample.source)])


def renderer(name: str) -> Callable[[Source], bytes]:
    """What writes a format; imported late, since reading the sources needs neither library."""
    if name == "docx":
        from word import render_word

        return render_word
    from pdf import render_pdf

    return render_pdf


def as_json(content: object) -> bytes:
    """Readable JSON, one line end at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def planted(source: Source) -> Iterator[dict[str, str]]:
    """The faults put into a report on purpose."""
    for block in source.blocks:
        for line in block.planted:
            kind, quote, why = line.split(" | ")
            yield {"report": source.slug, "kind": kind, "quote": quote, "why": why}


def described(source: Source) -> str:
    """The source.toml beside a report."""
    facts = {key: source.facts[key] for key in ("title", "authority", "author", "style", "round", "published")}
    when = period(source.facts["period_label"], source.facts["period"], False)
    lines = ["sample = true", *(f"{key} = {quoted(value)}" for key, value in facts.items())]
    lines += ['licence = "CC0-1.0"', f"files = [{', '.join(quoted(f'report.{name}') for name in source.formats)}]", ""]
    lines += ["[period]", *(f"{key} = {quoted(str(when[key]))}" for key in ("label", "start", "end"))]
    return "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """A TOML string."""
    return json.dumps(value, ensure_ascii=False)


def stale(found: list[Sample], rendering: bool) -> Iterator[str]:
    """The files on disk that are not what the sources give."""
    for path, content in files(found, rendering):
        if not path.exists() or path.read_bytes() != content:
            yield f"{path.relative_to(CORPUS)} is not what its source gives: run corpus/build/build.py"


def write(found: list[Sample]) -> None:
    """Write every file."""
    for path, content in files(found):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def main() -> int:
    """Build or check; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is wrong")
    parser.add_argument("--no-render", action="store_true", help="with --check: leave out the Word and PDF files")
    chosen = parser.parse_args()
    found = samples()
    wrong = list(faults([(sample.source, sample.records) for sample in found], list(planted_all(found))))
    if chosen.check:
        wrong += list(stale(found, not chosen.no_render))
    else:
        write(found)
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


def planted_all(found: list[Sample]) -> Iterator[dict[str, str]]:
    """The planted faults of all reports."""
    for sample in found:
        yield from planted(sample.source)


if __name__ == "__main__":
    sys.exit(main())
