"""The forms a summary is written in, each by its own renderer, imported when it is asked for."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module

from perfextract.summary.content import Summary


class Form(StrEnum):
    """A form by the ending of its files."""

    MD = "md"
    DOCX = "docx"
    HTML = "html"


RENDERERS = {Form.MD: "markdown", Form.DOCX: "word", Form.HTML: "html"}


def written(summary: Summary, form: Form) -> bytes:
    """The summary as a file of that form."""
    made: str | bytes = import_module(f"perfextract.summary.{RENDERERS[form]}").render(summary)
    return made.encode() if isinstance(made, str) else made
