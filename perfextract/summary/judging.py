"""The rules of ``patterns/summary.yaml``: under which heading a statement stands, and what is broadly similar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from perfextract.model import PAST_KINDS, Comparator, Evidence, Polarity, Rag, Record, Status
from perfextract.rule_files import SUMMARY, RuleError, check_names, patterns_dir, refusal, rows, validated

Aspect = Literal["movement", "target", "national", "regional", "statistical_neighbour", "rag"]
State = Literal["better", "worse", "similar", "red", "amber", "green", "none"]
_STANDINGS: tuple[Aspect, ...] = ("target", "national", "regional", "statistical_neighbour")
_MOVES = {"up": "above", "down": "below"}


class Case(BaseModel):
    """An example of a rule: a value, what it is compared with, and which way is better."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: Decimal
    unit: str = "percent"
    better: Polarity | None = None
    rag: Rag | None = None
    previous_period: Decimal | None = None
    target: Decimal | None = None
    national: Decimal | None = None
    regional: Decimal | None = None
    statistical_neighbour: Decimal | None = None

    def record(self) -> Record:
        """The example as a record."""
        figures = {kind: getattr(self, kind) for kind in ("previous_period", *_STANDINGS)}
        compared = tuple(Comparator(kind=k, value=v, unit=self.unit) for k, v in figures.items() if v is not None)  # type: ignore[arg-type]
        return Record(
            id="case", indicator="case", value=self.value, unit=self.unit, polarity=self.better, rag=self.rag,
            comparators=compared, evidence=Evidence(document="case", sha256=""),
        )  # fmt: skip


class Rule(BaseModel):
    """One entry of the file: a rule, or the band within which figures are broadly similar."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    says: str
    when: dict[Aspect, tuple[State, ...]] | None = None
    under: Status | None = None
    within: dict[Literal["percent", "other"], Decimal] | None = None
    found_in: tuple[Case, ...] = ()
    not_found_in: tuple[Case, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Judging:
    """The rules in the order they are tried, and the band."""

    rules: tuple[Rule, ...]
    band: Rule

    def rule(self, record: Record) -> Rule:
        """The first rule that holds for a record."""
        states = {aspect: self._state(aspect, record) for aspect in ("movement", "rag", *_STANDINGS)}
        return next(r for r in self.rules if all(states[k] in v for k, v in (r.when or {}).items()))

    def told(self) -> tuple[str, ...]:
        """The rules in plain sentences."""
        return (*(rule.says for rule in self.rules), self.band.says)

    def similar(self, value: Decimal, other: Decimal, unit: str | None) -> bool:
        """Whether two figures lie within the band."""
        within = self.band.within or {}
        most = within.get("percent", 0) if unit == "percent" else within.get("other", 0) * abs(other) / 100
        return abs(value - other) <= most

    def _state(self, aspect: str, record: Record) -> State:
        if aspect == "rag":
            return record.rag or "none"
        if aspect == "movement":
            return self._moved(record)
        told = (self._stands(record, c) for c in record.comparators if c.kind == aspect)
        return next((state for state in told if state != "none"), "none")

    def _moved(self, record: Record) -> State:
        """How it moved since the last time that is told, else as the report's words say."""
        earlier = (c for kind in (*PAST_KINDS, "baseline") for c in record.comparators if c.kind == kind)
        known = next((state for c in earlier if (state := self._stands(record, c)) != "none"), None)
        if known:
            return known
        return "similar" if record.direction == "stable" else _worth(_MOVES.get(record.direction or ""), record)

    def _stands(self, record: Record, c: Comparator) -> State:
        if record.value is None or c.value is None or c.unit != record.unit:
            same = c.relation in ("similar", "equal")
            return "similar" if same and record.polarity else _worth(c.relation, record)
        if record.polarity is None:
            return "none"
        if record.value == c.value:
            return "better" if c.kind == "target" else "similar"
        side = _worth("above" if record.value > c.value else "below", record)
        # Within the band figures are alike; a target that is missed by little is missed by little, one beaten is met.
        within = self.similar(record.value, c.value, record.unit)
        return "similar" if within and not (c.kind == "target" and side == "better") else side


def _worth(relation: str | None, record: Record) -> State:
    """Whether standing above or below is better, where the report or the catalogue knows it."""
    if relation not in ("above", "below") or record.polarity is None:
        return "none"
    return "better" if (relation == "above") == (record.polarity == "higher") else "worse"


@lru_cache(maxsize=8)
def judging(patterns: Path | None = None) -> Judging:
    """The rules, those of the user's folder first. Raises RuleError where a file cannot be used."""
    ours = _read(patterns_dir() / f"{SUMMARY}.yaml")
    own: list[Rule] = []
    if patterns is not None:
        check_names(patterns)
        path = patterns / f"{SUMMARY}.yaml"
        own = _read(path) if path.is_file() else []
    every = [*own, *ours]
    bands = [r for r in every if r.within is not None]
    within = {unit: size for band in reversed(bands) for unit, size in (band.within or {}).items()}
    return Judging(tuple(r for r in every if r.within is None), bands[0].model_copy(update={"within": within}))


def _read(path: Path) -> list[Rule]:
    found: list[Rule] = []
    for number, row in enumerate(rows(path)):
        rule = validated(Rule, path, number, row)
        if (rule.within is None) == (rule.when is None) or (rule.when is None) != (rule.under is None):
            raise refusal(path, (number,), "an entry has either when and under, or within")
        if any(rule.id == other.id for other in found):
            raise refusal(path, (number, "id"), "there is an entry of that id above; give this one another")
        found.append(rule)
    return found


def rule_faults(known: Judging) -> Iterator[tuple[str, str]]:
    """The rules that do not do what their own examples say: the id, and what is wrong."""
    for rule in known.rules:
        if not rule.found_in or not rule.not_found_in:
            yield rule.id, "needs an example under found_in and one under not_found_in"
        yield from ((rule.id, why) for why in _unmet(known, rule, rule.found_in, True))
        yield from ((rule.id, why) for why in _unmet(known, rule, rule.not_found_in, False))


def _unmet(known: Judging, rule: Rule, cases: Sequence[Case], wanted: bool) -> Iterator[str]:
    for case in cases:
        decides = known.rule(case.record())
        if (decides.id == rule.id) != wanted:
            told = case.model_dump(mode="json", exclude_defaults=True)
            yield f"{'does not decide' if wanted else 'decides'} {told}" + (f"; {decides.id} does" if wanted else "")


__all__ = ["Judging", "Rule", "RuleError", "judging", "rule_faults"]
