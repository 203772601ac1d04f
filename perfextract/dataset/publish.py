"""Put a folder of finished files in place at once, so that a stopped run never leaves half a file."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HIDDEN = ".perfextract"  # our own folder inside the dataset's: what was read before, and work in progress
BUILDING = "building-"
READY = "ready"  # the folder of finished files on their way into place


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A folder to build in, on the same disk as ``out``; it is gone afterwards, whatever happens."""
    (out / HIDDEN).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=BUILDING, dir=out / HIDDEN) as folder:
        yield Path(folder)


def publish(folder: Path, out: Path, names: Sequence[str]) -> None:
    """Move the named files from ``folder`` to ``out``, each whole or not at all, ``names[-1]`` last.

    First they are all laid ready under one name. From then on the new files count: a run that is killed while they
    move is finished by the next one (``sweep``).
    """
    together = folder / READY
    together.mkdir()
    for nth, name in enumerate(names):
        flush(folder / name)
        (folder / name).replace(together / f"{nth} {name}")
    flush(together)
    together.replace(out / HIDDEN / READY)
    flush(out / HIDDEN)
    finish(out)


def finish(out: Path) -> None:
    """Move the files that lie ready into place."""
    ready = out / HIDDEN / READY
    for path in sorted(ready.iterdir()):
        place = out / path.name.partition(" ")[2]
        place.with_name(place.name + ".wal").unlink(missing_ok=True)  # what a stranger wrote into the old database
        path.replace(place)
    flush(out)
    ready.rmdir()


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new file beside ``path`` that takes its place once it is whole."""
    handle, name = tempfile.mkstemp(prefix=".perfextract-", suffix=path.suffix, dir=path.resolve().parent)
    os.close(handle)
    building = Path(name)
    try:
        yield building
        building.chmod(0o644)
        building.replace(path)
    finally:
        building.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader finds the old one or the whole new one."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=BUILDING, delete=False) as file:
        file.write(text)
    os.replace(file.name, path)  # noqa: PTH105 - a temporary file's name is a string


def flush(path: Path) -> None:
    """See the bytes of a file (or a folder's list of names) onto the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows does not open folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(out: Path) -> None:
    """Finish what a run that was killed had ready, and take away what it left unfinished."""
    if (out / HIDDEN / READY).is_dir():
        finish(out)
    for left in (out / HIDDEN).rglob(BUILDING + "*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
