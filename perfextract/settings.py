"""Read perfextract.toml, where a folder keeps what its user always wants::

    authority = "Mereshire County Council"
    period = "2017/18 Q2"
    patterns = "our-patterns"  # a folder beside perfextract.toml

Each key stands for the option of that name of every command that has it; an option on the command line wins.
Beside an archive the file says who reports in its files, and for when, to whoever reads them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FILE = "perfextract.toml"
KEYS = ("authority", "period", "patterns")
OF_REPORTS = ("authority", "period")


def read_settings(folder: Path) -> dict[str, str]:
    """The settings of the nearest perfextract.toml in ``folder`` or above it; ``patterns`` becomes a whole path.

    Raises ValueError, naming the file and the key, where it cannot be used.
    """
    file = next((place / FILE for place in (folder, *folder.parents) if (place / FILE).is_file()), None)
    if file is None:
        return {}
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{file}: not readable as TOML: {error}") from error
    for key, value in settings.items():
        if key not in KEYS:
            raise ValueError(f"{file}: there is no setting '{key}'. The settings are {', '.join(KEYS)}.")
        if not isinstance(value, str):
            raise ValueError(f"{file}: the setting '{key}' must be text in quotes.")
    if "patterns" in settings:
        settings["patterns"] = str(file.parent / settings["patterns"])
    return settings


def said_of_reports(folder: Path) -> dict[str, str]:
    """Who reports, and for when, as the nearest perfextract.toml says of the reports in ``folder``."""
    return {key: value for key, value in read_settings(folder).items() if key in OF_REPORTS}


def for_commands(command: Any, settings: dict[str, str]) -> dict[str, Any]:
    """The settings as defaults of every command below ``command``; what a command always asks for stays asked."""
    below = getattr(command, "commands", None)
    if below is not None:
        return {name: for_commands(each, settings) for name, each in below.items()}
    asked = {each.name for each in getattr(command, "params", ()) if each.required}
    return {key: value for key, value in settings.items() if key not in asked}
