"""Keep what was read from each file, so that a second run reads only what has changed.

A shard is one file's reading as JSON lines: the document first, then its records and findings. Its name is a
fingerprint of everything the reading depends on: the file's bytes and name, the options, the patterns, and our own
code with the libraries it reads with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from perfextract.dataset.publish import HIDDEN, write_whole

LIBRARIES = ("spacy", "pdfplumber", "pdfminer.six", "pypdfium2", "python-docx", "lxml", "markdown-it-py")


class Cache:
    """The shards of a dataset's folder, for one way of reading: a fingerprint of code, patterns and options."""

    def __init__(self, out: Path, reading: str) -> None:
        self.folder = out / HIDDEN / "read"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._reading = reading

    def shard(self, sha256: str, name: str, *said: str) -> Path:
        """Where the reading of a file with these bytes and this name, of which this is ``said``, is kept."""
        return self.folder / f"{fingerprint([sha256, name, self._reading, *said])}.ndjson"

    def keep_only(self, shards: Iterable[Path]) -> None:
        """Take away the shards of files that are gone or have changed."""
        kept = set(shards)
        for shard in self.folder.iterdir():
            if shard not in kept:
                shard.unlink()


def write_shard(shard: Path, document: Any, records: Iterable[Any], findings: Iterable[Any]) -> None:
    """Write one file's reading, whole or not at all."""
    lines = [["document", document], *(["record", r] for r in records), *(["finding", f] for f in findings)]
    write_whole(shard, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def read_shard(shard: Path, kind: str) -> Iterator[dict[str, Any]]:
    """The shard's items of one kind (document, record or finding), in order."""
    with shard.open(encoding="utf-8") as lines:
        for line in lines:
            found, item = json.loads(line)
            if found == kind:
                yield item


def way_of_reading(*options: str | None, patterns: Path | None = None) -> str:
    """The fingerprint of all that a reading depends on beside the file."""
    own = [str(path.relative_to(patterns)) + file_sha256(path) for path in files_below(patterns)] if patterns else []
    return fingerprint([*map(str, options), *own, *our_code()])


@cache
def our_code() -> tuple[str, ...]:
    """The fingerprints of our code and patterns, and the versions of the libraries and added readers."""
    code = [fingerprint([text]) for package in ("perfextract", "perfextract.patterns") for text in texts(package)]
    added = [f"{e.name} {e.dist.version if e.dist else ''}" for e in metadata.entry_points(group="perfextract.readers")]
    return (*code, *(f"{name} {metadata.version(name)}" for name in LIBRARIES), *added)


def texts(package: str) -> Iterator[str]:
    """The text of a package's Python and YAML files, in the order of their names."""
    waiting: list[Traversable] = [resources.files(package)]
    while waiting:
        item = waiting.pop()
        if item.is_dir():
            waiting += sorted(item.iterdir(), key=lambda i: i.name, reverse=True)
        elif item.name.endswith((".py", ".yaml")):
            yield item.read_text(encoding="utf-8")


def files_below(folder: Path) -> list[Path]:
    """The files in a folder and all below it, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def file_sha256(path: Path) -> str:
    """The fingerprint of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(parts: Iterable[str]) -> str:
    """One fingerprint for a list of texts: no two different lists share it."""
    return hashlib.sha256(json.dumps(list(parts)).encode("ascii")).hexdigest()
