"""Find the reports that the user's words mean: files, folders (with all below) and globs like ``2017/*.pdf``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath

from perfextract.corrections import FILE as CORRECTIONS
from perfextract.dataset.publish import HIDDEN
from perfextract.dataset.write import FILES
from perfextract.readers import MODULES

GLOB_MARKS = frozenset("*?[")


class UsageError(ValueError):
    """What was asked cannot be done as asked: the message says what, where and what to do instead."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, and the name it goes by in the dataset: its path inside the source it was found in.

    ``parents`` are the folders above that path, for telling apart files of one name in two sources.
    ``outside`` is where a link leads that leaves its source folder; such a file is not read.
    """

    path: Path
    name: str
    parents: tuple[str, ...] = ()
    outside: str | None = None


# What is in a folder of reports and is none: the words over a collection of files, not those of a council.
_ABOUT_THE_FOLDER = frozenset(("readme", "licence", "license", "changelog", "contributing"))
_TEXTS = frozenset((".md", ".markdown", ".txt", ".html", ".htm"))


def find_sources(sources: Sequence[str | Path], out: Path) -> tuple[SourceFile, ...]:
    """The files meant by ``sources``, each once, in the order of their names.

    Left out: hidden files and folders, Word's lock files (``~$``), the folder ``out``, and in folders what
    ``passed_over`` lists: other kinds of file, and texts about the folder itself.
    Raises UsageError where a source does not exist or nothing readable is found.
    """
    found: dict[Path, SourceFile] = {}
    for file in (file for source in sources for file in look(source, out)):
        found.setdefault(file.path if file.outside else file.path.resolve(), file)
    if not found:
        raise UsageError(
            f"No reports found in {', '.join(map(str, sources))}. "
            f"Files ending in {', '.join(sorted(endings()))} are read; name a file or folder that has some."
        )
    return tuple(sorted(distinct(list(found.values())), key=lambda file: file.name))


def passed_over(sources: Sequence[str | Path], out: Path) -> tuple[SourceFile, ...]:
    """The files of source folders that are not read for their kind, in the order of their names.

    Each is told in documents.csv. Left out in silence are hidden files, Word's lock files, a dataset's own files and
    the corrections of an analyst.
    """
    found: dict[Path, SourceFile] = {}
    for file in (file for source in sources if Path(source).is_dir() for file in walk(Path(source), out, others)):
        of_a_dataset = file.path.name in FILES and (file.path.parent / HIDDEN).is_dir()
        if not of_a_dataset and file.path.name != CORRECTIONS:
            found.setdefault(file.path, file)
    return tuple(sorted(distinct(list(found.values())), key=lambda file: file.name))


def look(source: str | Path, out: Path) -> Iterator[SourceFile]:
    """The files one source means."""
    path = Path(source)
    if path.is_dir():
        yield from walk(path, out)
    elif path.exists():
        yield SourceFile(path, readable(path.name), path.resolve().parent.parts)
    elif GLOB_MARKS & set(str(source)):
        yield from matches(path, out)
    else:
        raise UsageError(f"There is no file or folder {source}. Check the name, and quote it if it holds spaces.")


def matches(pattern: Path, out: Path) -> Iterator[SourceFile]:
    """The files a glob means."""
    root = Path(pattern.anchor) if pattern.is_absolute() else Path()
    parts = pattern.parts[1:] if pattern.is_absolute() else pattern.parts
    found = sorted(root.glob(str(Path(*parts))))
    if not found:
        raise UsageError(f"Nothing matches {pattern}. Check the pattern against the folder's names.")
    for path in found:
        if path.is_dir() or wanted(path):
            yield from look(path, out)


def wanted(path: Path) -> bool:
    """Whether a folder's file is a report we can read, by its name."""
    about = path.suffix.lower() in _TEXTS and path.stem.lower() in _ABOUT_THE_FOLDER
    return path.suffix.lower() in endings() and not hidden(path) and not about


def others(path: Path) -> bool:
    """Whether a folder's file is neither a report nor hidden."""
    return not wanted(path) and not hidden(path)


def hidden(path: Path) -> bool:
    """Whether a file is hidden, or the lock that Word leaves beside an open one."""
    return path.name.startswith((".", "~$"))


def walk(root: Path, out: Path, chosen: Callable[[Path], bool] = wanted) -> Iterator[SourceFile]:
    """The reports in a folder and all below it, or other files ``chosen``; links to folders are not followed."""
    top, skipped = root.resolve(), out.resolve()
    for folder, folders, files in os.walk(top):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and here / f != skipped)
        for path in (here / file for file in sorted(files)):
            if chosen(path):
                leads_to = path.resolve()
                outside = None if leads_to.is_relative_to(top) else str(leads_to)
                yield SourceFile(path, readable(path.relative_to(top).as_posix()), top.parts, outside)


@cache
def endings() -> frozenset[str]:
    """The endings of the files that are read out of a folder: those of our readers, and of readers added to them."""
    return frozenset("." + name for name in (*MODULES, *(e.name for e in entry_points(group="perfextract.readers"))))


def readable(name: str) -> str:
    """The name as text: bytes of a file name that are not UTF-8 become question marks."""
    return os.fsencode(name).decode("utf-8", "replace")


def distinct(files: Sequence[SourceFile]) -> Iterable[SourceFile]:
    """Give files of one name in two sources longer names, by the folders above them, until all differ."""
    while shared := {name for name, times in Counter(file.name for file in files).items() if times > 1}:
        files = [longer(file) if file.name in shared else file for file in files]
    return files


def longer(file: SourceFile) -> SourceFile:
    """The file with one more folder in its name.

    >>> longer(SourceFile(Path("/archive/2017/q2.pdf"), "q2.pdf", ("/", "archive", "2017"))).name
    '2017/q2.pdf'
    """
    *rest, parent = file.parents
    return replace(file, name=str(PurePosixPath(readable(parent)) / file.name), parents=tuple(rest))
