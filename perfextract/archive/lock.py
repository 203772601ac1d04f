"""Let one run at a time write into a dataset's folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfextract.dataset.publish import HIDDEN

from .sources import UsageError


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the dataset's folder for this run; the system lets go of it even where the run is killed.

    Raises UsageError where another run holds it, or where the folder cannot be made.
    """
    try:
        (out / HIDDEN).mkdir(parents=True, exist_ok=True)
        file = (out / HIDDEN / "lock").open("a", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Cannot write to {out}: {error.strerror}. Name another folder with --out.") from error
    with file:
        try:
            take(file.fileno())
        except OSError as error:
            raise UsageError(f"Another run is writing to {out}. Wait for it, or name another folder.") from error
        yield


if os.name == "nt":
    import msvcrt

    def take(handle: int) -> None:
        """Lock an open file, or raise OSError at once."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]

else:
    import fcntl

    def take(handle: int) -> None:
        """Lock an open file, or raise OSError at once."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
