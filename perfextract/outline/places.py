"""Which headings are in force: each block's path of headings, and the theme, service and judgement that follow from it.

A heading takes its place by its depth: those as deep as it or deeper end. A judgement, a time and "Key findings" stand
within the subject above them and end none. Theme and service are the subjects of the path; what only says which part
of the report this is (a wrapper) is a theme where there is no subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perfextract.model import Period, Status
from perfextract.periods import find

SUBJECTS = frozenset({"subject", "part", "theme", "alone"})
_THEMES = ("theme", "alone")  # what is a theme whatever it is under
_ENDS = {"judging": ("judging", "time"), "time": ("time",), "sub": ("judging", "time", "sub")}
_WITHIN = _ENDS.keys()  # they end none of the subjects above them that are as deep, and each these of their like
_STAND_INS = ("frame", "sub", "wrapper", "title")  # what names the theme where no subject does, the best first
BELOW_ALL = 999
_OF_A_ROW = 100  # the depth of a label whose row of a table is prose


@dataclass(frozen=True, slots=True)
class Head:
    """A heading as it stands in the outline."""

    text: str
    depth: int
    role: str = "subject"
    status: Status | None = None
    period: Period | None = None
    list_level: int = 0  # of the lead-in to a list, for whose items alone it holds; 0: it holds to the next heading


Path = tuple[Head, ...]


def under(path: Path, head: Head) -> Path:
    """The path of headings after one more.

    >>> parks, benches = Head("Parks", 1), Head("Benches", 2)
    >>> [h.text for h in under((parks, benches), Head("Trees", 2))]
    ['Parks', 'Trees']
    """
    if head.role in _WITHIN:
        return (*_around(path, head), head)
    return (*(above for above in path if above.depth < head.depth and above.role != "judging"), head)


def _around(path: Path, head: Head) -> Path:
    """What one within a subject leaves in force: the outermost subject, all not deeper than it, none of its kind."""
    ends = _ENDS[head.role]
    subjects = [h for h in path if h.role not in _WITHIN]
    kept = [h for h in subjects if h.depth <= head.depth] or subjects[:1]
    return tuple(h for h in path if h in kept or (h.role in _WITHIN and h.role not in ends and h.depth <= head.depth))


def theme_and_service(path: Path) -> tuple[str | None, str | None]:
    """The theme of a path of headings and the service below it.

    >>> theme_and_service((Head("Summary", 1, "wrapper"), Head("Parks", 2), Head("Benches", 3)))
    ('Parks', 'Benches')
    >>> theme_and_service((Head("Summary", 1, "wrapper"),))
    ('Summary', None)
    """
    path = _themed(path)
    subjects = [h for h in path if h.role in SUBJECTS]
    first = max((i for i, h in enumerate(subjects) if h.role in _THEMES), default=0)
    named = [h.text for h in subjects[first : first + 2]]
    if named:
        return named[0], named[1] if len(named) > 1 else None
    stand_ins = (h.text for role in _STAND_INS for h in reversed(path) if h.role == role)
    return next(stand_ins, None), None


def _themed(path: Path) -> Path:
    """The path below the last heading that ends every theme."""
    last = max((i for i, h in enumerate(path) if h.role == "unthemed"), default=-1)
    return path[last + 1 :]


def status_of(path: Path) -> Status | None:
    """The judgement in force."""
    return next((h.status for h in reversed(path) if h.role == "judging"), None)


def period_of(path: Path) -> Period | None:
    """The time in force: that of the innermost heading that says one, but a judgement ends a list's time."""
    return next((h.period for h in reversed(path) if h.period is not None), None)


def is_aside(path: Path) -> bool:
    """Whether the innermost heading is one under which nothing is stated; or is within such a one the caption of a
    table, which says a time, or the label of a row.
    """
    within = len(path) > 1 and path[-2].role == "aside"
    small = within and (path[-1].depth >= _OF_A_ROW or bool(find(path[-1].text)))
    return small or (bool(path) and path[-1].role == "aside")


def texts(path: Iterable[Head]) -> tuple[str, ...]:
    """The words of the headings, outermost first."""
    return tuple(h.text for h in path)
