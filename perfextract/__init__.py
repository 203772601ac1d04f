"""perfextract: indicator records out of council performance reports.

    import perfextract

    for record in perfextract.extract("report.docx"):
        print(record.indicator, record.value, record.unit, record.period.label)

``extract`` takes a file or a text, ``convert`` an archive of files, and ``open`` asks the dataset made of it; ``read``,
``quantities``, ``periods`` and ``pipeline`` are the steps between, ``evaluate`` scores records against gold. Nothing
heavy is imported before it is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfextract.amounts import Quantity
    from perfextract.archive.convert import convert
    from perfextract.dataset.reading import Dataset, DatasetError, open
    from perfextract.evaluate import Scores
    from perfextract.extract import Extraction, Options, extract_file
    from perfextract.face import extract, pipeline, quantities
    from perfextract.model import Document, DocumentError, Finding, Record
    from perfextract.periods import FoundPeriod
    from perfextract.readers import read, read_text

_HOMES = {
    "Dataset": "dataset.reading",
    "DatasetError": "dataset.reading",
    "Document": "model",
    "DocumentError": "model",
    "Extraction": "extract",
    "Finding": "model",
    "FoundPeriod": "periods",
    "Options": "extract",
    "Quantity": "amounts",
    "Record": "model",
    "Scores": "evaluate",
    "convert": "archive.convert",
    "extract_file": "extract",
    "open": "dataset.reading",
    "pipeline": "face",
    "quantities": "face",
    "read": "readers",
    "read_text": "readers",
}
# Modules that are called by their own name: perfextract.periods(text) calls what is named here.
_CALLED = {"evaluate": "evaluate", "extract": "face", "periods": "periods"}

__all__ = [
    "Dataset",
    "DatasetError",
    "Document",
    "DocumentError",
    "Extraction",
    "Finding",
    "FoundPeriod",
    "Options",
    "Quantity",
    "Record",
    "Scores",
    "__version__",
    "convert",
    "evaluate",
    "extract",
    "extract_file",
    "open",
    "periods",
    "pipeline",
    "quantities",
    "read",
    "read_text",
]


def __getattr__(name: str) -> Any:
    """What is asked for, imported now."""
    if name == "__version__":
        return version("perfextract")
    if name in _CALLED:
        return import_module(f"perfextract.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'perfextract' has no attribute '{name}'")
    return getattr(import_module(f"perfextract.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Called(ModuleType):
    """A module that is a function too, so that ``perfextract.periods`` is both, whichever is imported first."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module(f"perfextract.{_CALLED[name]}"), name)(*args, **options)


class _Package(ModuleType):
    """This package: makes the modules named in ``_CALLED`` callable when they are imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _CALLED and isinstance(value, ModuleType):
            value.__class__ = _Called
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
