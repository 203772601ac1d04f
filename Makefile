# The chores of a developer, by name: "make setup" once, "make check" before a commit.
PY := .venv/bin/python
REPORT := corpus/2021-22-q4/report.pdf
PEERS := peers

.PHONY: setup check test lint types format docs corpus weights evaluation known changed bench speed peers ci clean

setup:            ## a virtual environment with everything a developer needs
	python3 -m venv .venv
	.venv/bin/pip install -q -e ".[dev,docs]"

check: lint types test

test:
	.venv/bin/pytest

lint:             ## (corpus/build is named since ruff passes over folders called build)
	.venv/bin/ruff check . corpus/build
	.venv/bin/ruff format --check . corpus/build

types:
	.venv/bin/mypy

format:
	.venv/bin/ruff check --fix . corpus/build
	.venv/bin/ruff format . corpus/build

docs:             ## the documents as web pages, in docs/_build
	.venv/bin/sphinx-build -q -W -b html docs docs/_build

corpus:           ## the sample reports and their gold, from corpus/build/reports
	$(PY) corpus/build/build.py

weights:          ## patterns/weights, fitted on all annotated text; needs the real documents beside the project
	$(PY) -m training.fit

evaluation:       ## docs/evaluation.md: all scores and errors, beside the two libraries of the extra "compare"
	.venv/bin/pip install -q -e ".[compare]"
	$(PY) tests/evaluation.py

known:            ## what all known reports give today, in build/known.jsonl: before a change
	$(PY) -m training.changed save build/known.jsonl

changed:          ## which records a change has moved since "make known", and whether gold likes it
	$(PY) -m training.changed compare build/known.jsonl

bench:            ## the cost of a PDF, against pdfplumber's extract_text on it; a long one tells most
	$(PY) tests/benchmarks/pdf_ratio.py $(REPORT)

speed:            ## characters a CPU-second, beside quantulum3 where it is installed: make speed REPORTS="a.docx b.pdf"
	$(PY) tests/benchmarks/speed.py $(REPORTS)

peers:            ## numbers of two strangers' test suites, beside quantulum3: make peers PEERS=folder
	.venv/bin/pip install -q -e ".[compare]"
	$(PY) tests/peers.py $(PEERS)

ci:
	.ci/run

clean:
	rm -rf build dist *.egg-info docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis
