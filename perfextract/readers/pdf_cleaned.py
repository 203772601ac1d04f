"""The words of a PDF's pages without what is no text of theirs: struck words, garbage, watermarks, shadows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from perfextract.model import Unread
from perfextract.readers.legible import garbled_groups, garbled_lines
from perfextract.readers.pdf_doubled import watermarks, with_spaced_words, without_false_gaps, without_shadows
from perfextract.readers.pdf_fields import with_typed
from perfextract.readers.pdf_hyphens import known_words, without_line_hyphens
from perfextract.readers.pdf_pictures import is_picture
from perfextract.readers.pdf_struck import struck
from perfextract.readers.pdf_turned import Sheet
from perfextract.readers.pdf_words import Word

_FEWEST_CHARACTERS = 20
_LONGEST_QUOTE = 80
_ADVICE = "run text recognition (for example ocrmypdf) over it, or ask for the original file"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The sheets with their words to be read; what was not read; and notes of what is no loss."""

    sheets: list[Sheet]
    unread: list[Unread]
    notes: list[str]


def cleaned(sheets: Sequence[Sheet], form: Any) -> Cleaned:
    """The sheets with the words that are to be read."""
    typed = [replace(s, words=with_typed(s.page, s.number, s.words, form)) for s in sheets]
    seen = [replace(s, words=with_spaced_words(without_false_gaps(without_shadows(s.words)))) for s in typed]
    marks = [watermarks(s.words) for s in seen]
    plain = [_without(s, m) for s, m in zip(seen, marks, strict=True)]
    lines_through = [struck(s.page, s.words) for s in plain]
    whole = [_without(s, m) for s, m in zip(plain, lines_through, strict=True)]
    garbage = _garbage(whole)
    kept = [_without(s, m) for s, m in zip(whole, garbage, strict=True)]
    known = known_words([s.words for s in kept])
    kept = [replace(s, words=without_line_hyphens(s.words, known)) for s in kept]
    unread = [
        *(_struck(s.number, words) for s, words in zip(plain, lines_through, strict=True) if words),
        *(_garbled(s, words) for s, words in zip(whole, garbage, strict=True) if words or s.unreadable),
        *_pictures(whole),
    ]
    notes = [*_marked([m for page in marks for m in page]), *_slanted(sheets), *_empty(kept, unread)]
    return Cleaned(kept, sorted(unread, key=lambda x: x.page or 0), notes)


def _without(sheet: Sheet, gone: Sequence[Word]) -> Sheet:
    if not gone:
        return sheet
    ids = {id(w) for w in gone}
    return replace(sheet, words=[w for w in sheet.words if id(w) not in ids])


def _garbage(sheets: Sequence[Sheet]) -> list[list[Word]]:
    """The words of each sheet that are garbage: those of a font, of a font on one page, of a line."""
    fonts = garbled_groups((w.font, w.text) for s in sheets for w in s.words)
    return [_garbage_of(s.words, fonts) for s in sheets]


def _garbage_of(words: Sequence[Word], fonts: set[Any]) -> list[Word]:
    here = garbled_groups((w.font, w.text) for w in words) | fonts
    bad = [w for w in words if w.font in here]
    rest = [w for w in words if w.font not in here] if bad else words
    lines = garbled_lines((round(w.base), w.text) for w in rest)
    return [*bad, *(w for w in rest if round(w.base) in lines)] if lines else bad


def _struck(page: int, words: Sequence[Word]) -> Unread:
    message = f"Page {page}: the words '{_quote(words)}' are struck through and are not read."
    return Unread(code="struck_not_read", message=message, page=page, text=_quote(words))


def _garbled(sheet: Sheet, words: Sequence[Word]) -> Unread:
    share = "part of its text is" if len(words) < len(sheet.words) else "its text is"
    message = f"Page {sheet.number}: {share} set in a font whose letters cannot be told, and is not read; {_ADVICE}."
    return Unread(code="page_not_read", message=message, page=sheet.number, text=_quote(words))


def _pictures(sheets: Sequence[Sheet]) -> Iterator[Unread]:
    """A finding for each page that is a picture with hardly a word."""
    counts: Counter[int] = Counter()
    pages: dict[int, Sheet] = {}
    for sheet in sheets:
        counts[sheet.number] += sum(len(w.text) for w in sheet.words)
        pages.setdefault(sheet.number, sheet)
    for number, sheet in pages.items():
        if counts[number] < _FEWEST_CHARACTERS and not sheet.unreadable and is_picture(sheet.page):
            message = f"Page {number} is a picture without text and is not read; {_ADVICE}."
            yield Unread(code="page_not_read", message=message, page=number)


def _marked(marks: Sequence[Word]) -> Iterator[str]:
    if marks:
        words = ", ".join(f"'{text}'" for text in dict.fromkeys(w.text for w in marks))
        yield f"Printed across the text and left out as a watermark: {words}."


def _slanted(sheets: Sequence[Sheet]) -> Iterator[str]:
    """One note for all words at a slant that say the same."""
    pages: dict[str, list[int]] = defaultdict(list)
    for sheet in sheets:
        if sheet.slanted:
            pages[_quote(sheet.slanted)].append(sheet.number)
    for text, numbers in pages.items():
        where = f"page {numbers[0]}" + (f" and {len(numbers) - 1} more" if len(numbers) > 1 else "")
        yield f"Words set at a slant are left out ({where}): '{text}'."


def _empty(sheets: Sequence[Sheet], unread: Sequence[Unread]) -> Iterator[str]:
    told = {x.page for x in unread}
    for sheet in sheets:
        if not sheet.words and sheet.number not in told:
            yield f"Page {sheet.number} holds no text."


def _quote(words: Sequence[Word]) -> str:
    text = " ".join(w.text for w in words)
    text = "".join(c for c in text if c.isprintable())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
