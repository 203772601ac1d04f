"""Who reports, weighed from where a document names bodies: on its first page, in its margins, in passing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from perfextract.identity.bodies import is_body, named, place
from perfextract.model import Block, Document
from perfextract.vocabulary import expression, listed

_FIRST_BLOCKS = 12
_LAST_BLOCKS = 5
_LONGEST_LINE = 150
_ENOUGH = 4.0  # the evidence it takes to say who reports
_AHEAD = 1.0  # of the runner-up
# What each piece of evidence is worth.
_TITLE, _LINE, _EDGE, _HEADING, _PROSE = 8.0, 6.0, 4.0, 3.0, 1.5
_MARGIN, _PROPERTY, _SIGNED, _PREPARED, _ADDRESSED = 5.0, 4.0, 3.0, 4.0, 2.0
_PLACE, _PLACE_NAMED, _WEB_FIRST, _WEB, _INITIALS, _INITIALS_OF_FILE = 5.0, 2.0, 4.0, 2.0, 4.0, 2.0
_MENTION, _MOST_MENTIONS, _ALONE, _THROUGHOUT = 0.5, 4, 1.0, 1.0
_SEVERAL, _OFTEN = 3, 6

_WEB_PLACE = re.compile(r"\b([a-z][a-z-]+)\.gov\.uk\b")
_PREPARED_BY = expression(r"\b{prepared}\s+by\b")
_POST = expression(r"\b{post}\b")
_COUNCIL = re.compile(r"\b(?:Council|Borough)\b")
_OF_PLACE = expression(r"\b{before a place}\s+([A-Z][^.,;:()]{1,60})$", 0)


class Weighed(NamedTuple):
    """Who reports, and the bodies between which a document leaves it open."""

    name: str | None
    rivals: tuple[str, ...] = ()


class _Evidence(NamedTuple):
    """A body and what one place of the document says for it."""

    name: str
    worth: float


_Key = tuple[str, bool | str]  # a place and that it is a council, or else the whole name


def authority(document: Document) -> str | None:
    """Who reports; None where nothing says it, or two bodies could be meant."""
    return weighed(document).name


def weighed(document: Document) -> Weighed:
    """Who reports, from all the evidence there is."""
    worth: dict[_Key, float] = defaultdict(float)
    names: dict[_Key, Counter[str]] = defaultdict(Counter)
    for name, weight in (*_named_in(document), *_hinted(document)):
        worth[_key(name)] += weight
        names[_key(name)][name] += int(100 * weight)
    ranked = sorted(worth.items(), key=lambda x: -x[1])
    likely = [(_name(names[key]), weight) for key, weight in ranked if weight >= _ENOUGH]
    if not likely:
        return Weighed(_of_folder(document.name))
    if len(likely) > 1 and likely[0][1] - likely[1][1] < _AHEAD:
        return Weighed(None, (likely[0][0], likely[1][0]))
    return Weighed(likely[0][0])


def _of_folder(name: str) -> str | None:
    """The body that the name of a folder is, the nearest folder first: "Kent County Council/2017-18/report.pdf"."""
    folders = reversed(PurePath(name).parts[:-1])
    return next((each for each in folders if is_body(each)), None)


def _key(name: str) -> _Key:
    """By which two ways to name one council are one: "Barnet Council", "London Borough of Barnet"."""
    return place(name), True if _COUNCIL.search(name) else name


def _name(said: Counter[str]) -> str:
    """The way to name a body for which most speaks, and of two alike the longer one."""
    return max(said, key=lambda name: (said[name], len(name)))


# ── where bodies are named ───────────────────────────────────────────────────────────────────────


def _named_in(document: Document) -> Iterator[_Evidence]:
    """What the places say at which a body is named."""
    blocks = document.blocks
    first: dict[str, float] = {}
    for name, worth in (each for block in blocks[:_FIRST_BLOCKS] for each in _in_opening(block)):
        first[name] = max(worth, first.get(name, 0))
    yield from (_Evidence(name, worth) for name, worth in first.items())
    for text in set(document.margins):
        yield from (_Evidence(body.name, _MARGIN) for body in named(text))
    for text in {value for _, value in document.properties}:
        yield from (_Evidence(body.name, _PROPERTY) for body in named(text))
    for block in blocks[max(_FIRST_BLOCKS, len(blocks) - _LAST_BLOCKS) :]:
        if len(block.text) < _LONGEST_LINE:
            yield from (_Evidence(b.name, _SIGNED) for b in named(block.text) if b.end == len(block.text))
    yield from _in_passing(blocks)


def _in_opening(block: Block) -> Iterator[_Evidence]:
    """What a block of the first page says for the bodies it names."""
    text = block.text.strip()
    heads = block.kind in ("title", "heading")
    for body in named(text):
        begins, ends = body.start == 0, body.end == len(text)
        if _PREPARED_BY.search(text[: body.start]):
            worth = _PREPARED
        elif len(text) >= _LONGEST_LINE or text.endswith("."):
            worth = _PROSE * (block.kind != "table")
        elif not heads and _POST.search(text[: body.start]):
            worth = _ADDRESSED
        elif begins and ends:
            worth = _TITLE if block.kind == "title" else _LINE
        elif begins or ends:
            worth = _EDGE
        else:
            worth = _HEADING if heads else _PROSE
        yield _Evidence(body.name, worth)


def _in_passing(blocks: Iterable[Block]) -> Iterator[_Evidence]:
    """What it says for a body that the text mentions it; less where it mentions others as often."""
    said = Counter(body.name for block in blocks for body in named(block.text))
    times: Counter[_Key] = Counter()
    for name, count in said.items():
        times[_key(name)] += count
    first, second = (*(count for _, count in times.most_common(2)), 0, 0)[:2]
    for name in said:
        count = times[_key(name)]
        worth = _MENTION * min(count, _MOST_MENTIONS)
        if count == first and first > max(1, 2 * second):
            worth += _ALONE + _THROUGHOUT * (first >= max(_OFTEN, 4 * second))
        yield _Evidence(name, worth * said[name] / count)


# ── what hints at one ────────────────────────────────────────────────────────────────────────────


def _hinted(document: Document) -> Iterator[_Evidence]:
    """What web addresses, initials and the places of headings say for a council named elsewhere, or known to us."""
    named_here = [body.name for b in document.blocks for body in named(b.text) if _COUNCIL.search(body.name)]
    known = {place(name): name for name in named_here} | _councils()
    opening = document.blocks[:_FIRST_BLOCKS]
    values = [value for _, value in document.properties]
    first = _web_places([*(b.text for b in opening), *document.margins]) & known.keys()
    times = Counter(p for block in document.blocks for p in _web_places([block.text]) & known.keys())
    placed = {p: _PLACE_NAMED for v in values for p in _begun(v, known)} | _places_of_headings(opening, known)
    yield from (_Evidence(known[p], _WEB_FIRST) for p in sorted(first))
    yield from (_Evidence(known[p], min(count, 2) * _WEB) for p, count in sorted(times.items()) if p not in first)
    yield from (_Evidence(known[p], worth) for p, worth in sorted(placed.items()))
    near = {known[p] for p in (*placed, *first, *times)} | {*named_here}
    words = Counter(w for b in document.blocks for w in re.findall(r"\b[A-Z]{3,5}\b", b.text))
    yield from (_Evidence(name, _INITIALS) for name in sorted(near) if words[_initials(name)] >= _SEVERAL)
    yield from (_Evidence(name, _INITIALS_OF_FILE) for name in sorted(near) if _initials(name) in values)


def _web_places(texts: Iterable[str]) -> set[str]:
    """The places of the councils' web and mail addresses in some texts."""
    return {m[1].replace("-", "") for text in texts for m in _WEB_PLACE.finditer(text)}


def _places_of_headings(opening: Iterable[Block], known: dict[str, str]) -> dict[str, float]:
    """The councils' places in the headings of the first page: alone or at the end, or named in one."""
    found: dict[str, float] = {}
    for block in opening:
        if block.kind in ("title", "heading") and len(block.text) < _LONGEST_LINE:
            text = block.text.strip()
            last = _OF_PLACE.search(text)
            whole = {place(text), place(last[1]) if last else ""} & known.keys()
            for each, worth in (*((w, _PLACE) for w in whole), *((b, _PLACE_NAMED) for b in _begun(text, known))):
                found[each] = max(worth, found.get(each, 0))
    return found


def _begun(text: str, known: dict[str, str]) -> set[str]:
    """The councils' places with which a text begins."""
    return {place(" ".join(text.split()[:n])) for n in (1, 2, 3)} & known.keys()


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


@cache
def _councils() -> dict[str, str]:
    """The councils we know, by the letters of their place."""
    return {place(name): name for name in _called()}


def _called() -> Iterator[str]:
    yield from (f"{each} County Council" for each in listed("county council place"))
    yield from (f"{each} City Council" for each in listed("city council place"))
    yield from (f"London Borough of {each}" for each in listed("London borough place"))
    yield from (f"{each} Metropolitan Borough Council" for each in listed("metropolitan borough place"))
    yield from (f"{each} Borough Council" for each in listed("borough council place"))
    yield from (f"{each} Council" for each in listed("council place"))
