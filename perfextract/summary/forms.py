"""The forms a summary is written in, each by its own renderer, imported when it is asked for."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from pathlib import Path

from perfextract.summary.content import Summary


class Form(StrEnum):
    """A form by the ending of its files."""

    MD = "md"
    DOCX = "docx"
    HTML = "html"


RENDERERS = {Form.MD: "markdown", Form.DOCX: "word", Form.HTML: "html"}


def written(summary: Summary, form: Form, template: Path | None = None) -> bytes:
    """The summary as a file of that form; ``template`` is a Word document whose styles a Word summary takes.

    Raises ValueError where there is a template for another form.
    """
    renderer = import_module(f"perfextract.summary.{RENDERERS[form]}")
    if template is None:
        made: str | bytes = renderer.render(summary)
    elif form is Form.DOCX:
        made = renderer.render(summary, template)
    else:
        raise ValueError(f"A template is for Word; with --to {form} there is none. Leave it out, or write --to docx.")
    return made.encode() if isinstance(made, str) else made
