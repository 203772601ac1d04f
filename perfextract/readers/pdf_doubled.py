"""Words as they are meant to be seen: what is printed twice for its shadow once, "P A R K S" as the word it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from perfextract.readers.pdf_words import Word

_SHADOW = 0.2  # type sizes from a word to its shadow
_FEWEST_LETTERS = 4
_WIDE = 1.6  # of the usual gap between the letters: a gap between words
_FALSE_GAP = 0.1  # type sizes: the narrowest space is twice as wide
_MARK_SIZE = 2.2  # of the page's type: words as large across others are a watermark
_LARGE = 28.0


def without_shadows(words: Sequence[Word]) -> list[Word]:
    """The words without those printed a second time at nearly the same place."""
    if len({w.text for w in words}) == len(words):
        return list(words)
    seen: dict[str, list[Word]] = defaultdict(list)
    kept: list[Word] = []
    for word in words:
        known = seen[word.text]
        if known and any(_shadows(word, other) for other in known):
            continue
        known.append(word)
        kept.append(word)
    return kept


def _shadows(word: Word, other: Word) -> bool:
    near = _SHADOW * word.size
    if abs(word.x0 - other.x0) > near or abs(word.base - other.base) > near:
        return False
    return abs(word.size - other.size) < near and word.turn == other.turn


def without_false_gaps(words: Sequence[Word]) -> list[Word]:
    """The words, those put together again that loose letters have parted: "f rom" with a third of a space."""
    out: list[Word] = []
    for word in words:
        last = out[-1] if out else None
        if last is not None and word.base == last.base and _is_one_word(last, word):
            out[-1] = replace(last, text=last.text + word.text, x1=word.x1, broken=word.broken)
        else:
            out.append(word)
    return out


def _is_one_word(last: Word, word: Word) -> bool:
    near = 0 <= word.x0 - last.x1 < _FALSE_GAP * word.size and word.size == last.size and word.font == last.font
    return near and not last.turn and not word.turn and last.text[-1].isalpha() and word.text[0].islower()


def with_spaced_words(words: Sequence[Word]) -> list[Word]:
    """The words, those whose letters are set apart put together."""
    if sum(len(w.text) == 1 for w in words) < _FEWEST_LETTERS:
        return list(words)
    out: list[Word] = []
    run: list[Word] = []
    for word in words:
        if run and not _goes_on(run[-1], word):
            out += _put_together(run)
            run = []
        if len(word.text) == 1 and not word.turn:
            run.append(word)
        else:
            out.append(word)
    return [*out, *_put_together(run)]


def _goes_on(last: Word, word: Word) -> bool:
    level = abs(word.base - last.base) < 0.1 * word.size and abs(word.size - last.size) < 0.1 * word.size
    return len(word.text) == 1 and level and 0 <= word.x0 - last.x1 < 2.5 * word.size


def _put_together(run: list[Word]) -> list[Word]:
    if sum(w.text.isalpha() for w in run) < _FEWEST_LETTERS or sum(w.text.isalnum() for w in run) < 0.8 * len(run):
        return run
    return [_one(letters) for letters in _parted(run)]


def _parted(run: list[Word]) -> Iterator[list[Word]]:
    """The letters word by word: between words the gap is wider than between letters."""
    usual = median(b.x0 - a.x1 for a, b in pairwise(run))
    letters = run[:1]
    for last, word in pairwise(run):
        if word.x0 - last.x1 > max(_WIDE * usual, usual + 0.15 * word.size):
            yield letters
            letters = []
        letters.append(word)
    yield letters


def _one(letters: list[Word]) -> Word:
    return replace(letters[0], text="".join(w.text for w in letters), x1=letters[-1].x1, broken=letters[-1].broken)


def watermarks(words: Sequence[Word]) -> list[Word]:
    """Words in far larger type than the page's that stand across its text."""
    large = [w for w in words if w.size >= _LARGE and any(c.isalpha() for c in w.text)]
    if not large:
        return []
    body = median(w.size for w in words for _ in w.text)
    small = [w for w in words if w.size * _MARK_SIZE < min(x.size for x in large)]
    return [w for w in large if w.size > _MARK_SIZE * body and any(_across(w, x) for x in small)]


def _across(mark: Word, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    return mark.x0 < x < mark.x1 and mark.base - 0.7 * mark.size < y < mark.base
