"""An archive in, a dataset out: the whole of ``perfextract convert`` on one screen."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from perfextract.corrections import told
from perfextract.dataset.publish import sweep
from perfextract.dataset.store import DATABASE, DatasetError, known_documents
from perfextract.dataset.write import write_dataset
from perfextract.settings import said_of_reports

from .authority import of_archive, only_authority
from .cache import Cache, way_of_reading
from .corrected import corrected, corrector_of
from .items import Item, cells, document_line, entry, left_out, pair_twins, settle, take_in
from .lock import locked
from .pool import Limits, read_all
from .retold import retold, with_repeats
from .sources import SourceFile, UsageError, find_sources, passed_over
from .summary import Step, Summary, Watch
from .worker import Extract, Task


def convert(
    sources: Sequence[str | Path] | str | Path,
    out: str | Path,
    *,
    jobs: int | None = None,
    timeout: float = 120,
    memory: int = 4096,
    authority: str | None = None,
    period: str | None = None,
    patterns: str | Path | None = None,
    fresh: bool = False,
    excel: bool = False,
    timings: bool = False,
    corrections: str | Path | None = None,
    watch: Watch | None = None,
    extract: Extract | None = None,
) -> Summary:
    """Read files, folders and globs into a dataset in the folder ``out``; what is there already and unchanged is kept.

    ``jobs`` files are read at once (default: the machine's cores), each in a process that may take ``timeout`` seconds
    and ``memory`` megabytes. ``authority``, ``period`` ("2017/18 Q2") and the folder ``patterns`` overrule what the
    reports and the package say. ``fresh`` reads all files anew, ``excel`` marks the CSVs as UTF-8 for Excel,
    ``timings`` fills the column ``seconds``. ``corrections`` is a file of an analyst's corrections; where none is
    named, ``corrections.csv`` in a source folder is applied. ``watch`` is told of every step. ``extract`` is another
    way to read a file: a function of an importable module that is called with the path and with ``name``,
    ``authority``, ``period`` and ``patterns``, and returns an ``Extraction``.

    A file that cannot be read is told in the summary, and raises nothing. Raises UsageError where a source does not
    exist, nothing readable is found, the folder cannot be written to, or a later version wrote the dataset in it, and
    CorrectionError where the corrections cannot be used.
    """
    wanted = [sources] if isinstance(sources, str | Path) else sources
    target = Path(out)
    files = find_sources(wanted, target)
    options = reading_options(authority, period, patterns)
    corrector = corrector_of(wanted, corrections)
    with locked(target):
        sweep(target)
        must_not_be_newer(target)
        cache = Cache(target, way_of_reading(authority, period, name_of(extract), patterns=options["patterns"]))
        items = [take_in(file, cache, said_beside(file, options)) for file in files]
        pair_twins(items)
        read_items(items, options, Limits(jobs or cores(), timeout, memory), fresh, watch, extract)
        told_of = sorted([*items, *map(left_out, passed_over(wanted, target))], key=lambda item: item.source.name)
        rows = [cells(item) for item in told_of]
        authority = only_authority(rows)
        whole = (of_archive(entry(item, row, timings), authority) for item, row in zip(told_of, rows, strict=True))
        repeats = retold(told_of, rows)
        linked = (with_repeats(one, repeats.get(one.document["document"])) for one in whole)
        entries = (corrected(of_document, corrector) for of_document in linked)
        write_dataset(target, entries, excel=excel, fresh=fresh)
        cache.keep_only(item.shard for item in items if not item.failure)
        lines = tuple(map(document_line, told_of, rows))
        return Summary(target, lines, tuple(map(told, corrector.lost())))


def said_beside(file: SourceFile, options: Mapping[str, Any]) -> dict[str, str]:
    """What a perfextract.toml beside a file or above it says of it, where the user says nothing.

    Raises UsageError where it cannot be used.
    """
    try:
        said = said_of_reports(file.path.parent.resolve())
        if "period" in said:
            from perfextract.periods import asked

            asked(said["period"])
    except ValueError as error:
        raise UsageError(str(error)) from error
    return {key: value for key, value in said.items() if options.get(key) is None}


def must_not_be_newer(target: Path) -> None:
    """Raise UsageError where a later version of perfextract wrote the dataset, before any file is read."""
    try:
        known_documents(target / DATABASE)
    except DatasetError as error:
        raise UsageError(str(error)) from error


def reading_options(
    authority: str | None = None, period: str | None = None, patterns: str | Path | None = None
) -> dict[str, Any]:
    """What the user says over the documents. Raises UsageError where the period or the patterns cannot be read.

    They are tried on a sentence first: a mistake in them is told once, and not of every file.
    """
    options: dict[str, Any] = {
        "authority": authority,
        "period": period,
        "patterns": Path(patterns) if patterns else None,
    }
    if patterns and not Path(patterns).is_dir():
        raise UsageError(f"There is no folder of patterns {patterns}. Name a folder of YAML files.")
    if period or patterns:
        from perfextract.extract import Options, extract_text

        try:
            extract_text("Visits rose to 12 in quarter 2.", Options(**options))
        except ValueError as error:
            raise UsageError(str(error)) from error
    return options


def name_of(extract: Extract | None) -> str | None:
    """The full name of a way to read a file."""
    return f"{extract.__module__}.{extract.__qualname__}" if extract else None


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_items(
    items: Sequence[Item],
    options: Mapping[str, Any],
    limits: Limits,
    fresh: bool,
    watch: Watch | None,
    extract: Extract | None,
) -> None:
    """Read the files not yet read; each item is told how it went."""
    waiting = {item.shard: item for item in items if not item.failure and not item.twin}
    for item in list(waiting.values()):
        if item.shard.exists() and not fresh:
            item.skipped = True
            del waiting[item.shard]
    through = [item for item in items if item.shard not in waiting]
    tell(watch, through, waiting)
    tasks = [
        Task(item.source.path, item.source.name, item.shard, {**options, **item.said}) for item in waiting.values()
    ]
    for task, outcome in read_all(tasks, limits, extract):
        through.append(settle(waiting.pop(task.shard), outcome))
        tell(watch, through, waiting)


def tell(watch: Watch | None, through: Sequence[Item], waiting: dict[Path, Item]) -> None:
    """Tell the onlooker, if there is one, how far the run is."""
    if watch:
        failed = sum(item.failure is not None for item in through)
        current = next(iter(waiting.values())).source.name if waiting else ""
        watch(Step(len(through) + len(waiting), len(through), failed, current))
