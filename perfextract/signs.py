"""The coloured signs by which reports rate a figure: a circle, a square or a heart in red, amber or green."""

from __future__ import annotations

import re

from perfextract.model import Rag
from perfextract.vocabulary import listed

_RAG: dict[str, Rag] = {
    **dict.fromkeys(listed("red sign"), "red"),
    **dict.fromkeys(listed("amber sign"), "amber"),
    **dict.fromkeys(listed("green sign"), "green"),
}
SIGNS = "".join(_RAG)
_SIGN = re.compile(f"[{SIGNS}]")


def sign_of(text: str) -> Rag | None:
    """The rating that the signs in a text give; None where there is none, or they differ.

    >>> sign_of("91.4% 🟢"), sign_of("🔴"), sign_of("🟢 is on target, 🔴 is not"), sign_of("91.4%")
    ('green', 'red', None, None)
    """
    found = {_RAG[sign] for sign in _SIGN.findall(text)}
    return found.pop() if len(found) == 1 else None
