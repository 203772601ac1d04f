"""Constructions: what a figure is by the way its sentence is built; claims among the evidence."""

from __future__ import annotations

from perfextract.reading.marked import Marked


def claims(s: Marked) -> dict[int, str]:
    """The role that a construction claims for a figure, by its token."""
    return {}
