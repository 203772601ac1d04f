"""The title of a report, as its first page has it."""

from __future__ import annotations

from perfextract.identity.bodies import is_body
from perfextract.model import Document
from perfextract.vocabulary import expression

_FIRST_BLOCKS = 12
_REPORT_WORDS = expression("{kind of report}")


def title(document: Document) -> str | None:
    """The report's title as it stands on its first page, without the authority's name."""
    lines = [b.text for b in document.blocks[:_FIRST_BLOCKS] if b.kind == "title"]
    worded = [x for x in lines if not is_body(x)]
    if worded:
        return " ".join(worded)
    heads = [b.text for b in document.blocks[: _FIRST_BLOCKS if lines else 1] if b.kind == "heading"]
    return next((x for x in heads if _REPORT_WORDS.search(x) and not is_body(x)), None)
