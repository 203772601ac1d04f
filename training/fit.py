"""Fit the weights: ``python -m training.fit`` writes patterns/weights/*.tsv, the same bytes every time.

``--judge`` leaves out every family of texts in turn and prints how often roles, ties and names are right.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from perfextract.reading.candidates import Phrase, could_name, likeliest
from perfextract.reading.ground import ground
from perfextract.reading.name_evidence import phrase_evidence, word_evidence
from perfextract.reading.name_words import stem, stems
from perfextract.reading.names import chances_of
from perfextract.reading.notation import ROLES
from perfextract.reading.weights import written
from perfextract.rule_files import patterns_dir
from training import gold, sentences, summaries
from training.examples import Examples, examples

RELATIONS = ("owner", "time", "move")
LEAST_WEIGHT = 0.04
LEAST_OF_WORDS = 0.1  # of the many words that may be in a name
PENALTY = 1.0
NAME_PENALTY = 2.5  # of the words and phrases of names, of which there are many
ROLE_PENALTY = 1.5
CLAIM_PENALTY = 0.2  # what constructions claim may weigh more than plain evidence: few of them are ever seen
REPEATED = 0.5  # how much a figure of an inspection teaches: half of all are, and inspections are worded alike
LEAST_SEEN = 3  # evidence of roles seen less often is passed over
Vocabulary = dict[str, int]
Array = Any


# ── fitting ──────────────────────────────────────────────────────────────────────────────────────


def vocabulary(rows: Iterable[Iterable[str]], least: int) -> Vocabulary:
    counts = Counter(e for row in rows for e in set(row))
    return {e: n for n, e in enumerate(sorted(e for e, c in counts.items() if c >= least))}


def matrix(rows: Sequence[Iterable[str]], known: Vocabulary) -> Any:
    ind: list[int] = []
    ptr = [0]
    for row in rows:
        ind += sorted({known[e] for e in row if e in known})
        ptr.append(len(ind))
    return sp.csr_matrix((np.ones(len(ind)), ind, ptr), shape=(len(rows), len(known)))


def _minimum(loss: Any, size: int, steps: int) -> Array:
    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": steps}).x


def role_rows(made: Iterable[Examples]) -> tuple[list[tuple[list[str], str, str]], Array]:
    """The figures of some texts, and how much each of them teaches."""
    found = [(row, REPEATED if e.family.startswith("inspections") else 1.0) for e in made for row in e.roles]
    return [row for row, _ in found], np.array([much for _, much in found])


def fit_roles(rows: Sequence[tuple[list[str], str, str]], much: Array) -> tuple[Vocabulary, Array]:
    """One weight a piece of evidence and role, by logistic regression; ``much`` is how much each figure teaches."""
    known = vocabulary((r[0] for r in rows), LEAST_SEEN)
    penalty = np.array([CLAIM_PENALTY if e.startswith(("claim ", "by ")) else ROLE_PENALTY for e in known])[:, None]
    x = matrix([r[0] for r in rows], known)
    y = np.zeros((len(rows), len(ROLES)))
    y[np.arange(len(rows)), [ROLES.index(r[1]) for r in rows]] = 1
    xt = x.T.tocsr()

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(len(known), len(ROLES))
        z = x @ w
        z -= z.max(1, keepdims=True)
        e = np.exp(z)
        p = e / e.sum(1, keepdims=True)
        cost = -(much * np.log(np.maximum((p * y).sum(1), 1e-12))).sum() + (penalty / 2 * w**2).sum()
        return cost, (xt @ (much[:, None] * (p - y)) + penalty * w).ravel()

    return known, _minimum(loss, len(known) * len(ROLES), 150).reshape(len(known), len(ROLES))


def fit_choice(groups: Sequence[tuple[list[list[str]], list[int]]], least: int = 2) -> tuple[Vocabulary, Array]:
    """One weight a piece of evidence, so that of each group's candidates a right one weighs most."""
    if not groups:
        return {}, np.zeros(0)
    rows = [c for candidates, _ in groups for c in candidates]
    known = vocabulary(rows, least)
    x = matrix(rows, known)
    starts = np.cumsum([0, *(len(c) for c, _ in groups[:-1])])
    group = np.repeat(np.arange(len(groups)), [len(c) for c, _ in groups])
    good = np.concatenate([np.isin(np.arange(len(c)), right).astype(float) for c, right in groups])
    xt = x.T.tocsr()

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        e = np.exp(z - np.maximum.reduceat(z, starts)[group])
        every = np.add.reduceat(e, starts)
        right = np.add.reduceat(e * good, starts)
        return -np.log(right / every).sum() + PENALTY / 2 * (w @ w), xt @ (
            e / every[group] - e * good / right[group]
        ) + PENALTY * w

    return known, _minimum(loss, len(known), 150)


def fit_words(rows: Sequence[list[str]], right: Sequence[bool]) -> tuple[Vocabulary, Array]:
    """One weight a piece of evidence for a word being in a name."""
    known = vocabulary(rows, 3)
    x, y = matrix(rows, known), np.array(right, float)
    xt = x.T.tocsr()

    def loss(w: Array) -> tuple[float, Array]:
        p = 1 / (1 + np.exp(-(x @ w)))
        cost = -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)).sum() + NAME_PENALTY / 2 * (w @ w)
        return cost, xt @ (p - y) + NAME_PENALTY * w

    return known, _minimum(loss, len(known), 120)


def fit_phrases(groups: Sequence[tuple[list[list[tuple[str, float]]], list[float]]]) -> tuple[Vocabulary, Array]:
    """One weight a piece of evidence for a phrase being the name: those nearer to it weigh more."""
    counts = Counter(e for candidates, _ in groups for c in candidates for e, _ in c)
    known = {e: n for n, e in enumerate(sorted(e for e, c in counts.items() if c >= 5))}
    ind: list[int] = []
    data: list[float] = []
    ptr = [0]
    for candidates, _ in groups:
        for c in candidates:
            for e, amount in c:
                if e in known:
                    ind.append(known[e])
                    data.append(amount)
            ptr.append(len(ind))
    x = sp.csr_matrix((data, ind, ptr), shape=(len(ptr) - 1, len(known)))
    starts = np.cumsum([0, *(len(c) for c, _ in groups[:-1])])
    group = np.repeat(np.arange(len(groups)), [len(c) for c, _ in groups])
    wanted = np.exp(8 * np.concatenate([np.array(near) for _, near in groups]))
    wanted /= np.add.reduceat(wanted, starts)[group]
    xt = x.T.tocsr()

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        z -= np.maximum.reduceat(z, starts)[group]
        e = np.exp(z)
        every = np.add.reduceat(e, starts)[group]
        return -(wanted * (z - np.log(every))).sum() + NAME_PENALTY / 4 * (w @ w), xt @ (
            e / every - wanted
        ) + NAME_PENALTY / 2 * w

    return known, _minimum(loss, len(known), 80)


# ── names ────────────────────────────────────────────────────────────────────────────────────────


Choice = tuple[Phrase, list[tuple[str, float]], float]  # what could be a name, its evidence, how near it is to the name


class NameCase:
    """A value whose name is known: its words, what could name it, and what does."""

    def __init__(self, case: tuple[Any, ...]) -> None:
        s, self.value, roles, values, around, self.wanted = case
        self.ground = ground(s, roles, values)
        found = list(word_evidence(self.ground, self.value, around))
        self.stems = [stem(word.text) for word, _ in found]
        self.rows = [said for _, said in found]
        self.right = [x in stems(self.wanted[0]) for x in self.stems]
        self.candidates = could_name(self.ground, self.value, around)

    def choices(self, likely: Sequence[float]) -> list[Choice]:
        """The phrases that are weighed, given the chance of each word."""
        chances = chances_of(zip(self.stems, map(float, likely), strict=True))
        return [
            (p, phrase_evidence(self.ground, self.value, p, chances), max(likeness(n, p.text) for n in self.wanted))
            for p in likeliest(self.ground, self.value, self.candidates, chances)
        ]


def likeness(a: str, b: str) -> float:
    """How many words two names share, as the scorer counts them."""
    x, y = stems(a), stems(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def word_chances(cases: Sequence[NameCase], known: Vocabulary, weights: Array) -> list[Array]:
    return [1 / (1 + np.exp(-(matrix(c.rows, known) @ weights))) if c.rows else np.zeros(0) for c in cases]


_FOLDS = 5


def unseen_chances(cases: Sequence[NameCase]) -> list[Array]:
    """The chance of each word by weights that have not seen its sentence, to fit the weights of phrases on."""
    out: list[Array] = [np.zeros(0)] * len(cases)
    for fold in range(_FOLDS):
        rest = [c for n, c in enumerate(cases) if n % _FOLDS != fold]
        known, weights = fit_words([r for c in rest for r in c.rows], [y for c in rest for y in c.right])
        mine = [n for n in range(len(cases)) if n % _FOLDS == fold]
        for n, chances in zip(mine, word_chances([cases[n] for n in mine], known, weights), strict=True):
            out[n] = chances
    return out


def fit_names(cases: Sequence[NameCase]) -> tuple[tuple[Vocabulary, Array], tuple[Vocabulary, Array]]:
    """The weights of words and of phrases."""
    chances = unseen_chances(cases)
    choices = [c.choices(likely) for c, likely in zip(cases, chances, strict=True)]
    groups = [([said for _, said, _ in found], [near for _, _, near in found]) for found in choices if found]
    return fit_words([r for c in cases for r in c.rows], [y for c in cases for y in c.right]), fit_phrases(groups)


# ── texts ────────────────────────────────────────────────────────────────────────────────────────


def all_texts() -> Iterable[gold.Text]:
    """Every annotated text there is: real reports with gold, the corpus, annotated pages, our own sentences, summaries."""
    for text, _ in gold.shared_texts():
        yield text
    for text, _ in gold.corpus_texts():
        yield text
    yield from gold.page_texts()
    yield from sentences.texts(gold.HERE / "corpus" / "sentences")
    yield from summaries.texts(gold.HERE / "corpus")


def write(made: Sequence[Examples], folder: Path) -> None:
    """Fit all weights and write their files."""
    folder.mkdir(exist_ok=True)
    known, roles = fit_roles(*role_rows(made))
    _file(folder / "roles.tsv", ROLES, known, roles)
    lines: dict[str, float] = {}
    for relation in RELATIONS:
        known, weights = fit_choice([(c, right) for e in made for kind, c, right, _ in e.ties if kind == relation])
        lines |= dict(zip(known, weights, strict=True))
    _file(
        folder / "ties.tsv", ("weight",), {e: n for n, e in enumerate(lines)}, np.array(list(lines.values()))[:, None]
    )
    (known, weights), (forms, form_weights) = fit_names([NameCase(c) for e in made for c in e.names])
    _file(folder / "words.tsv", ("weight",), known, weights[:, None], LEAST_OF_WORDS)
    _file(folder / "phrases.tsv", ("weight",), forms, form_weights[:, None])


def _file(path: Path, outcomes: Sequence[str], known: Vocabulary, table: Array, least: float = LEAST_WEIGHT) -> None:
    path.write_text(written(outcomes, list(known), table, least), encoding="utf-8")


# ── judging ──────────────────────────────────────────────────────────────────────────────────────


def judge(
    made: Sequence[Examples], misses: int = 0, only: str = "", kinds: str = "role owner time move name"
) -> dict[str, float]:
    """How often each decision is right on families of texts the weights have not seen."""
    right: dict[str, Counter[str]] = defaultdict(Counter)
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: dict[str, list[str]] = defaultdict(list)
    cases = {id(e): [NameCase(c) for c in e.names] if "name" in kinds else [] for e in made}
    for family in sorted({e.family for e in made if only in e.family}):
        seen, unseen = [e for e in made if e.family != family], [e for e in made if e.family == family]
        known, table = fit_roles(*role_rows(seen)) if "role" in kinds else ({}, None)
        rows = [(e.name, *r) for e in unseen for r in e.roles]
        if rows and "role" in kinds:
            for row, best in zip(rows, (matrix([r[1] for r in rows], known) @ table).argmax(1), strict=True):
                _count("role", family, ROLES[best] == row[2], right, asked)
                if ROLES[best] != row[2]:
                    wrong["role"].append(f"{row[0]}: {row[2]} read as {ROLES[best]}: {row[3][:260]}")
        for relation in (r for r in RELATIONS if r in kinds):
            known, weights = fit_choice([(c, good) for e in seen for kind, c, good, _ in e.ties if kind == relation])
            for e in unseen:
                for kind, candidates, good, words in e.ties:
                    if kind == relation:
                        best = int((matrix(candidates, known) @ weights).argmax())
                        _count(relation, family, best in good, right, asked)
                        if best not in good:
                            wrong[relation].append(f"{e.name}: candidate {best} for {good}: {words[:260]}")
        if "name" not in kinds:
            continue
        (known, weights), (forms, form_weights) = fit_names([c for e in seen for c in cases[id(e)]])
        for e in unseen:
            for case, chances in zip(cases[id(e)], word_chances(cases[id(e)], known, weights), strict=True):
                found = case.choices(chances)
                scores = [sum(x * form_weights[forms[k]] for k, x in said if k in forms) for _, said, _ in found]
                chosen = found[int(np.argmax(scores))] if found else None
                ok = chosen is not None and chosen[2] >= 0.6
                _count("name", family, ok, right, asked)
                if not ok:
                    wrong["name"].append(
                        f"{e.name}: [{chosen[0].text if chosen else ''}] for [{case.wanted[0]}] (best {max((near for *_, near in found), default=0):.2f}): {case.ground.s.words[:200]}"
                    )
    for kind in asked:
        print(f"{kind:6s} {sum(right[kind].values()) / sum(asked[kind].values()):.3f} of {sum(asked[kind].values())}")
        for family in sorted(asked[kind]):
            print(f"       {right[kind][family] / asked[kind][family]:.3f} of {asked[kind][family]:5d}  {family}")
        step = max(1, len(wrong[kind]) // misses) if misses else 1
        for line in wrong[kind][::step][:misses]:
            print("         ", line.replace("\n", " "))
    return {kind: sum(right[kind].values()) / sum(asked[kind].values()) for kind in asked}


def curve(made: Sequence[Examples], sizes: Sequence[int] = (250, 500, 1000, 2000, 4000, 10**6)) -> None:
    """Print how often roles are right on unseen families after so many annotated figures, drawn evenly from the others."""
    families = sorted({e.family for e in made})
    for size in sizes:
        right = asked = seen = 0
        for fold in range(_FOLDS):
            held = set(families[fold::_FOLDS])
            rows, much = role_rows(e for e in made if e.family not in held)
            step = max(1, len(rows) // size)
            drawn = rows[::step][:size]
            known, table = fit_roles(drawn, much[::step][:size])
            unseen = [r for e in made if e.family in held for r in e.roles]
            best = (matrix([r[0] for r in unseen], known) @ table).argmax(1)
            right += sum(ROLES[b] == r[1] for b, r in zip(best, unseen, strict=True))
            asked += len(unseen)
            seen += len(drawn)
        print(f"| {seen // _FOLDS} | {right / asked:.3f} |", flush=True)


def _count(kind: str, family: str, ok: bool, right: dict[str, Counter[str]], asked: dict[str, Counter[str]]) -> None:
    asked[kind][family] += 1
    right[kind][family] += ok


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", action="store_true", help="leave out every family in turn and print what is right")
    parser.add_argument("--misses", type=int, default=0, help="with --judge, print so many errors of each kind")
    parser.add_argument("--only", default="", help="with --judge, only families with this in their name")
    parser.add_argument("--kinds", default="role owner time move name", help="with --judge, only these decisions")
    parser.add_argument("--curve", action="store_true", help="print the learning curve of roles on unseen families")
    parser.add_argument("--json", help="with --judge, write the figures here")
    a = parser.parse_args()
    absent = gold.missing()
    if absent:
        print(f"Not beside the project, so the weights would be others: {', '.join(absent)}.", file=sys.stderr)
        return 2
    started = time.process_time()
    made = [examples(t) for t in all_texts()]
    print(
        f"{len(made)} texts, {sum(len(e.roles) for e in made)} figures, {sum(len(e.names) for e in made)} names, {time.process_time() - started:.0f} s",
        file=sys.stderr,
    )
    if a.curve:
        curve(made)
        return 0
    if a.judge:
        figures = judge(made, a.misses, a.only, a.kinds)
        if a.json:
            Path(a.json).write_text(json.dumps(figures, indent=1), encoding="utf-8")
        return 0
    write(made, patterns_dir() / "weights")
    print(f"{time.process_time() - started:.0f} CPU-seconds", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
