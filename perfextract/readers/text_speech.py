"""Read the lines of a transcript: time stamps and speakers' names are taken off the words and begin a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfextract.readers.text_lines import TextLine

_LEAST = 3  # stamped lines of a transcript
_TIME = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_STAMP = re.compile(
    rf"[\[(<]?\s*{_TIME}(?:\s*(?:-->|[-–—]|to)\s*{_TIME})?\s*[\])>]?(?:\s*[-–—:|]\s*(?=\S)|\s+(?=\S)|\s*$)"
)
_LONG = re.compile(r"\d{1,2}:[0-5]\d:[0-5]\d|[\[(<]\s*\d")  # "8:30" alone may be the time of a meeting
_NAMED = re.compile(rf"(?P<who>[A-Z][\w.'’ -]{{1,40}}?)[\s,]+(?:\[|\()?{_TIME}(?:\]|\))?$")  # "J. Hill  0:12"
_SPEAKER = re.compile(r"(?P<who>[A-Z][\w.'’-]*(?: [\w.'’-]+){0,4}(?: \([^()]{2,40}\))?):\s+(?=\S)")


def without_stamps(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines of a text; in a transcript each stamped one begins a paragraph, ``said`` is what was taken off it."""
    stamped = [not line.rows and _is_stamped(line.text) for line in lines]
    if sum(stamped) < _LEAST:
        yield from lines
        return
    said: str | None = None
    for n, line in enumerate(lines):
        if line.text.isdecimal() and n + 1 < len(lines) and stamped[n + 1]:
            continue  # the number of a caption
        off, words = _parted(line, stamped[n], said is not None)
        said = f"{said or ''} {off}".strip() if off else said
        if words:
            yield replace(line, text=words, said=said)
            said = None


def _is_stamped(text: str) -> bool:
    m = _STAMP.match(text)
    return (m is not None and bool(_LONG.match(text))) or bool(_NAMED.match(text))


def _parted(line: TextLine, stamped: bool, follows: bool) -> tuple[str, str]:
    """What stands before the words of a line, and the words; a line ``follows`` where a stamp had the one above."""
    if line.rows:
        return "", line.text
    if stamped and _NAMED.match(line.text):
        return line.text, ""
    stamp = _STAMP.match(line.text) if stamped else None
    start = stamp.end() if stamp else 0
    speaker = _SPEAKER.match(line.text, start)
    named = speaker is not None and (stamped or follows or speaker["who"].isupper())
    end = speaker.end() if speaker and named else start
    return line.text[:end].strip(), line.text[end:]
