"""Walk through the blocks of a section: what a bullet takes from the lead-in of its list, what a paragraph from the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from perfextract import periods
from perfextract.model import Block
from perfextract.reading.context import Context
from perfextract.reading.name_words import content
from perfextract.vocabulary import expression

# "Thornwick:   5,765": an item of a list whose lead-in is the paragraph before.
_NAME_AND_NUMBER = re.compile(r"^[A-Z][\w'’&-]*(?:\s+[\w'’&-]+){0,3}:\s*[£\d]\S*\s*$")
_LEADS = (":", ":-", ": -", "…", "...")


def walk(blocks: Iterable[Block], read: Callable[[Block, Context], Context]) -> None:
    """Hand each block of prose to ``read`` with what is known above it; it returns what is known after it."""
    stems: list[tuple[int, Context]] = []
    deeper = False  # whether the last stem has had bullets below it: those beside it are none of its own
    last = Context()
    listed: Context | None = None  # what was known above a run of "Thornwick: 5,765"
    for block in blocks:
        depth = block.level if block.kind == "bullet" else 0
        deeper = bool(stems) and (depth > stems[-1][0] or (deeper and depth >= stems[-1][0]))
        # "412 live elsewhere": an item, also where its depth is lost
        item = depth > 0 and not block.text[:1].isupper() and not (deeper and depth == stems[-1][0])
        above = [(level, kept) for level, kept in stems if level < depth or (item and level == depth)]
        if _NAME_AND_NUMBER.match(block.text):
            listed = last if listed is None else listed
            context = _listed(last) if listed.name or listed.stem else Context()
        else:
            listed = None
            context = _below(above, last)
        before, last = last, read(block, context)
        stems = above
        if is_lead(block.text):
            back = counts_back(block.text)
            carry = (before.carry or last.carry) if back else last.carry
            stems.append((depth, replace(last, told=(), stem=lead_words(block.text), carry=carry, counted=back)))


def _listed(last: Context) -> Context:
    """What "Thornwick: 5,765" on a line of its own takes from the block before: the measure, said once for all."""
    return Context(name=last.name, carry=last.carry, stem=last.stem or last.name)


def _below(stems: list[tuple[int, Context]], last: Context) -> Context:
    """What a block takes from the nearest of the leads above it, or else from the block before."""
    return replace(stems[-1][1], told=()) if stems else Context(name=last.name, topic=last.topic)


def is_lead(text: str) -> bool:
    """Whether a block leads into the list below it."""
    return text.rstrip().endswith(_LEADS)


def counts_back(text: str) -> bool:
    """Whether a lead-in goes on with what was counted before it.

    >>> counts_back("Of this number:"), counts_back("In the last 12 months:")
    (True, False)
    """
    return expression(r"\W*{counts back}\b[\w\s]{0,20}:").match(text) is not None


def lead_words(text: str) -> str:
    """The lead-in of a list without its times: "In the last 12 months:" says nothing of what is measured."""
    last = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text.strip())[-1]
    last = periods.without(last)
    return last if content(last) else ""
