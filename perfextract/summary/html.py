"""Write a summary as one HTML page that needs nothing else: no network, no scripts. It meets WCAG 2.2 AA.

Every text is escaped here and nowhere else: ``_t`` is the only way a summary's words come into the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as _t
from importlib import resources
from itertools import count

from perfextract.summary import spark
from perfextract.summary.content import COMPARED, Comparison, Line, Part, Source, Summary, Theme
from perfextract.summary.grid import Cell, Grid, Kind, grid_of

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(summary: Summary) -> str:
    """The summary as a page of HTML."""
    return "\n".join(_page(summary)) + "\n"


def _page(summary: Summary) -> Iterator[str]:
    style = resources.files("perfextract.summary").joinpath("summary.css").read_text(encoding="utf-8")
    endings = [(key, heading, texts) for key, heading, texts in summary.endings if texts]
    themes = [(f"theme-{i}", theme) for i, theme in enumerate(summary.themes, 1)]
    about = ", ".join(filter(None, [summary.authority, summary.period]))
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    if summary.authority:
        yield f'<meta name="author" content="{_t(summary.authority)}">'
    yield f"<title>{_t(summary.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>"
    yield '<a class="skip" href="#main">Skip to the summary</a>'
    yield f'<header>\n<h1>{_t(summary.title)}</h1>\n<p class="about">{_t(about)}</p>\n</header>'
    links = [(key, theme.name) for key, theme in themes] + [(key, heading) for key, heading, _ in endings]
    yield from _contents(links)
    yield '<main id="main" tabindex="-1">'
    numbers = count(1)
    for key, theme in themes:
        yield from _theme(key, theme, numbers)
    for key, heading, texts in endings:
        yield from _ending(key, heading, texts)
    yield "</main>\n</body>\n</html>"


def _contents(links: Sequence[tuple[str, str]]) -> Iterator[str]:
    if links:
        items = "".join(f'<li><a href="#{key}">{_t(name)}</a></li>' for key, name in links)
        yield f'<nav aria-label="Contents"><ul>{items}</ul></nav>'


def _theme(key: str, theme: Theme, numbers: Iterator[int]) -> Iterator[str]:
    yield f'<section aria-labelledby="{key}">\n<h2 id="{key}">{_t(theme.name)}</h2>'
    for part in theme.parts:
        yield from _part(part, numbers)
    if theme.comparison is not None and theme.comparison.rows:
        yield f"<h3>{COMPARED}</h3>"
        yield from _table(f"{key}-table", theme.comparison)
    yield "</section>"


def _part(part: Part, numbers: Iterator[int]) -> Iterator[str]:
    yield f"<h3>{_t(part.heading)}</h3>"
    if part.lines:
        yield '<ul class="statements">'
        for line in part.lines:
            yield from _line(line, next(numbers))
        yield "</ul>"


def _line(line: Line, number: int) -> Iterator[str]:
    yield f"<li><p>{_t(line.text)}</p>"
    if line.note:
        yield f'<p class="note">Note: {_t(line.note)}</p>'
    told = "".join(f'<p class="evidence">{_source(source)}</p>' for source in line.sources)
    told += f'<p class="note">{_t(line.worked_out)}</p>' if line.worked_out else ""
    if told:
        name = f'Evidence<span class="hidden"> for statement {number}</span>'
        yield f"<details><summary>{name}</summary>{told}</details>"
    yield "</li>"


def _source(source: Source) -> str:
    return f"{_t(source.place)}: <q>{_t(source.words)}</q>"


def _table(key: str, comparison: Comparison) -> Iterator[str]:
    """The comparison; in a narrow window it is scrolled inside its own box, which the keyboard reaches."""
    grid = grid_of(comparison)
    yield f'<div class="scroll" role="region" aria-labelledby="{key}" tabindex="0">'
    yield f'<table>\n<caption id="{key}">{_t(comparison.caption)}</caption>'
    heads = zip(grid.kinds, grid.heads, strict=True)
    cells = "".join(f'<th scope="col" class="{kind}">{_t(head)}</th>' for kind, head in heads)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in grid.rows:
        yield f"<tr>{''.join(_cells(grid, row))}</tr>"
    yield "</tbody>\n</table>\n</div>"


def _cells(grid: Grid, row: Sequence[Cell]) -> Iterator[str]:
    for kind, cell in zip(grid.kinds, row, strict=True):
        yield f'<th scope="row">{_t(cell.text)}</th>' if kind == "name" else _cell(kind, cell)


def _cell(kind: Kind, cell: Cell) -> str:
    drawn = spark.svg(cell.line, _t(cell.alternative)) if cell.line else ""
    return f'<td class="{kind}">{_t(cell.text)}{_mark(cell.mark)}{drawn}</td>'


def _mark(mark: str | None) -> str:
    """The raised numbers of footnotes ("1" or "1,2"), each a link."""
    numbers = [number.strip() for number in (mark or "").split(",") if number.strip()]
    links = (f'<a href="#footnote-{_t(n)}"><span class="hidden">Footnote </span>{_t(n)}</a>' for n in numbers)
    return "".join(f"<sup>{link}</sup>" for link in links)


def _ending(key: str, heading: str, texts: Sequence[str]) -> Iterator[str]:
    items = "".join(f'<li id="{key}-{i}">{_t(text)}</li>' for i, text in enumerate(texts, 1))
    kind = "ol" if key == "footnote" else "ul"
    yield f'<section aria-labelledby="{key}">\n<h2 id="{key}">{heading}</h2>\n<{kind}>{items}</{kind}>\n</section>'
