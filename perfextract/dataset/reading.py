"""Open a dataset and ask it: read-only, and with no way to any other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from .store import DATABASE, LAYOUT, DatasetError, attach, fetched, layout, literal

if TYPE_CHECKING:
    import pandas
    import polars

    from perfextract.summary.content import Summary

Parameters = Sequence[Any] | Mapping[str, Any]

CLOSED = (
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class Dataset:
    """A dataset that ``convert`` wrote, open for questions in SQL.

    It cannot be changed, and a query can read no file but the dataset. Who holds one open keeps seeing the dataset as
    it was; a later run of ``convert`` is neither kept from writing nor seen. ``with perfextract.open(...) as dataset``
    closes it at the end.
    """

    def __init__(self, path: str | Path, *, also_write: Path | None = None) -> None:
        """Open the folder, or the database in it, at ``path``; ``also_write`` is one file that ``COPY`` may write.

        Raises FileNotFoundError where there is no dataset, DatasetError where it is damaged or of another layout.
        """
        self.path = database(Path(path))
        self._db = duckdb.connect()
        try:
            attach(self._db, self.path)
            must_be_ours(layout(self._db), self.path)
            if also_write:
                self._db.execute(f"SET allowed_paths = [{literal(str(also_write))}]")
            for setting in CLOSED:
                self._db.execute(setting)
        except duckdb.Error as error:
            self.close()
            raise DatasetError(f"{self.path} cannot be opened as a dataset: {first_line(error)}") from error
        except DatasetError:
            self.close()
            raise

    def sql(self, query: str, parameters: Parameters | None = None) -> Any:
        """What a query finds, as a DuckDB relation: ``.fetchall()``, ``.df()``, ``.pl()``; printed, a table.

        ``parameters`` fill the ``?`` (a list) or ``$name`` (a dict) of the query. Raises DatasetError where the query
        is none, names what is not there, or asks for more than the dataset.
        """
        with told_plainly():
            found = self._db.sql(query, params=parameters)
        if found is None:
            raise DatasetError("That is no query. Ask with SELECT, FROM, DESCRIBE or SUMMARIZE.")
        return found

    def series(self, authority: str | None = None, indicator: str | None = None) -> Any:
        """The series of one authority, one indicator, or all, as a DuckDB relation (see ``sql``).

        ``indicator`` is an ``indicator_id`` of the catalogue, or words that stand in the series' name.
        """
        return self.sql(
            "FROM series WHERE ($authority IS NULL OR authority = $authority) AND "
            "($indicator IS NULL OR indicator_id = $indicator OR contains(lower(name), lower($indicator))) "
            "ORDER BY authority, indicator_id, name, series_id",
            {"authority": authority, "indicator": indicator},
        )

    def summary(
        self,
        period: str,
        authority: str | None = None,
        compare: int = 4,
        themes: Sequence[str] | None = None,
        patterns: Path | None = None,
    ) -> Summary:
        """A performance summary of one authority for one period, in standard sentences: see docs/summary.md.

        ``compare`` is the number of periods in its tables, ``themes`` the only ones to state. Raises ValueError where
        the dataset has no such period, authority or theme.
        """
        from perfextract.summary.compose import summary  # the one import up the staircase: a dataset's convenience

        return summary(self, period, authority, compare, themes, patterns)

    def to_pandas(self, source: str = "records", parameters: Parameters | None = None) -> pandas.DataFrame:
        """A table, a view or a query as a pandas DataFrame. Raises ImportError where pandas is not installed."""
        needs("pandas", "pandas")
        return self._found(source, parameters).df()

    def to_polars(self, source: str = "records", parameters: Parameters | None = None) -> polars.DataFrame:
        """A table, a view or a query as a Polars DataFrame. Raises ImportError where Polars is not installed."""
        needs("polars", "polars")
        needs("pyarrow", "polars")
        return self._found(source, parameters).pl()

    def rows(self, query: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """What one query finds, as the names of its columns and its rows, some thousand of them in memory at a time.

        Raises DatasetError like ``sql``, also while rows are taken.
        """
        found = self._execute(query)
        return [column[0] for column in found.description], self._fetched(found)

    def write_parquet(self, query: str, path: Path) -> None:
        """Write what one query finds to a Parquet file, the one that ``also_write`` named."""
        asked = query.strip().rstrip(";")
        self._execute(f"COPY ({asked}) TO {literal(str(path))} (FORMAT parquet, USE_TMP_FILE false)")

    def _execute(self, query: str) -> Any:
        with told_plainly():
            if len(self._db.extract_statements(query)) != 1:
                raise DatasetError("Ask one question at a time.")
            return self._db.execute(query)

    def _fetched(self, found: Any) -> Iterator[tuple[Any, ...]]:
        with told_plainly():
            yield from fetched(found)

    def tables(self) -> dict[str, str]:
        """The tables and views by name, each with what one row of it is."""
        return dict(
            self.sql(
                "SELECT table_name, comment FROM duckdb_tables() "
                "WHERE database_name = 'dataset' AND comment IS NOT NULL "
                "UNION ALL SELECT view_name, comment FROM duckdb_views() "
                "WHERE database_name = 'dataset' AND NOT internal"
            ).fetchall()
        )

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Dataset:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Dataset({str(self.path.parent)!r})"

    def _repr_html_(self) -> str:
        """The dataset in a notebook: what it holds, by authority."""
        found = self.sql(
            "SELECT authority, count(*), count(DISTINCT document), count(DISTINCT series_id), min(period_start), "
            "max(period_end) FROM records GROUP BY authority ORDER BY authority LIMIT 20"
        ).fetchall()
        head = ("authority", "records", "documents", "series", "from", "to")
        lines = "".join(f"<tr>{''.join(f'<td>{html(value)}</td>' for value in row)}</tr>" for row in found)
        columns = "".join(f"<th>{name}</th>" for name in head)
        return (
            f"<table><caption>Dataset {escape(str(self.path.parent))}</caption>"
            f"<thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"
        )

    def _found(self, source: str, parameters: Parameters | None) -> Any:
        return self.sql(f'FROM "{source}"' if source in self.tables() else source, parameters)


def open(path: str | Path) -> Dataset:
    """The dataset in a folder that ``convert`` wrote, open for questions. It is read-only.

    Raises FileNotFoundError where there is no dataset, DatasetError where it is damaged or was written by another
    version of perfextract; the message says what to do.
    """
    return Dataset(path)


def database(path: Path) -> Path:
    """The database of a dataset that is named by its folder, or outright."""
    found = path / DATABASE if path.is_dir() else path
    if not found.is_file():
        raise FileNotFoundError(f"There is no dataset in {path}. Make one: perfextract convert SOURCE --out {path}")
    return found


def must_be_ours(found: int, path: Path) -> None:
    """Raise DatasetError where a dataset has an older layout (a newer one is refused by ``layout``)."""
    if found < LAYOUT:
        raise DatasetError(
            f"{path} has layout {found}, of an earlier version of perfextract; this one reads layout {LAYOUT}. "
            f"Bring it up to date: perfextract convert SOURCE --out {path.parent}"
        )


def needs(library: str, extra: str) -> None:
    """Raise ImportError, saying what to install, where a library is not there."""
    if find_spec(library) is None:
        raise ImportError(f"This needs {library}, which is not installed: pip install 'perfextract[{extra}]'")


@contextmanager
def told_plainly() -> Iterator[None]:
    """Tell what DuckDB refuses, also while rows are fetched, as DatasetError."""
    try:
        yield
    except duckdb.Error as error:
        raise DatasetError(explained(error)) from error


def explained(error: Exception) -> str:
    """What went wrong in a query, for one who wrote it."""
    if isinstance(error, duckdb.PermissionException) or "configuration has been locked" in str(error):
        return f"A query can read the dataset and nothing else, and change no settings. ({first_line(error)})"
    if "read-only" in str(error):
        return "A dataset cannot be changed by a query. Copy what you need: perfextract export."
    return str(error)


def first_line(error: Exception) -> str:
    """The first line of a message.

    >>> first_line(ValueError("one\\ntwo"))
    'one'
    """
    return str(error).partition("\n")[0]


def html(value: Any) -> str:
    """A cell of a table in a notebook."""
    return "" if value is None else escape(f"{value:,}" if isinstance(value, int) else str(value))
