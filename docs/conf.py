"""How Sphinx builds the documents into web pages: ``make docs``."""

from importlib import metadata

project = "perfextract"
release = metadata.version("perfextract")
copyright = "the authors of perfextract, MIT licence"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"perfextract {release}"
language = "en"
suppress_warnings = ["myst.xref_missing"]  # links to files beside docs/; tests/test_docs.py follows all links
