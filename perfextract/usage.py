"""How the usage line of a command reads: arguments named as docs/cli.md names them."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand


class Command(TyperCommand):
    """A command whose usage line says SOURCE... and FILE, where typer itself writes {SOURCE}... and {FILE}."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The options and arguments, without braces."""
        return [piece.replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx)]
