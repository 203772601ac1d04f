"""The dataset: the tables of an archive and the files that hold them (DuckDB is used only here)."""
