"""Read one file in a worker process: what comes out is a shard on disk and a short account of how it went."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from perfextract.model import DocumentError, Record

from .cache import write_shard

if TYPE_CHECKING:
    from perfextract.extract import Extraction

Extract = Callable[..., "Extraction"]  # called with the path, and name=, authority=, period=, patterns=

ASK_US = "If it opens elsewhere, please report it with this message."
SPLIT = "Open and save it anew, or split it, or give it more with --memory."


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file was not read: a short code, a sentence, and what can be done."""

    reason: str
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read: where it is, what it is called, where its reading goes, and what the user says over it."""

    path: Path
    name: str
    shard: Path
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the reading of one file went, and the seconds it took."""

    failure: Failure | None = None
    seconds: float = 0.0


def prepare(memory: int) -> None:
    """Make a new worker ready: no more than ``memory`` megabytes, silent libraries, one thread, and no torch.

    (spaCy loads torch unasked where it is installed: half a gigabyte, for nothing we use. numpy's threads each take
    address space, which counts as memory, and the machine's cores already have a worker each.)
    """
    Thread(target=end_with_parent, daemon=True).start()
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]
    logging.getLogger().addHandler(logging.NullHandler())
    limit_memory(memory * 1024**2)


def end_with_parent() -> None:
    """Wait for the run to end and end with it: where the run is killed, nobody else stops a worker that hangs."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def limit_memory(size: int) -> None:
    """Refuse this process more than ``size`` bytes, where the system can (Windows cannot: the time limit holds)."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with suppress(ValueError, OSError):  # some macOS refuse it
        resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def read(task: Task, extract: Extract | None = None) -> Outcome:
    """Read a file into its shard. Whatever the file does to the reader is told in the outcome, never raised."""
    start = time.perf_counter()
    try:
        extraction = (extract or whole_route)(task.path, name=task.name, **task.options)
        keep(extraction, task.shard)
        failure = None
    except DocumentError as error:
        failure = Failure(error.reason, error.message.removeprefix(f"{task.path.name}: "), error.advice)
    except MemoryError:
        failure = Failure("out_of_memory", "Reading it needs more memory than a file may take.", SPLIT)
    except Exception as error:  # a reader's own mistake on one file must not cost the others
        failure = Failure("reader_failed", f"The reader failed: {type(error).__name__}: {error}", ASK_US)
    return Outcome(failure, time.perf_counter() - start)


def whole_route(path: Path, *, name: str, **options: Any) -> Extraction:
    """From a file to its records (spaCy and the readers are imported here, in the worker alone)."""
    from perfextract.extract import Options, extract_file

    return extract_file(path, Options(**options), name=name)


def keep(extraction: Extraction, shard: Path) -> None:
    """Write what was found in a file, in the order in which it stands there."""
    records = sorted(extraction.records, key=place)
    known = list(dict.fromkeys([*extraction.findings, *(f for r in records for f in r.audit)]))
    write_shard(
        shard,
        document_cells(extraction, len(records), len(known)),
        [record.to_dict() for record in records],
        [finding.model_dump(mode="json") for finding in known],
    )


def place(record: Record) -> tuple[int, int, str]:
    """Where in its document a record stands."""
    return record.evidence.block or 0, record.evidence.start or 0, record.id


def document_cells(extraction: Extraction, records: int, findings: int) -> dict[str, Any]:
    """What documents.csv says of a file that was read."""
    report, document = extraction.report, extraction.document
    period = report.period.model_dump(mode="json") if report.period else {}
    return {
        "status": "read",
        "pages": document.pages,
        "records": records,
        "findings": findings,
        "title": report.title,
        "authority": report.authority,
        **{f"period_{part}": period.get(part) for part in ("label", "start", "end")},
        "notes": " ".join(document.notes),
    }
