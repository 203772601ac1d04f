"""What was read yesterday of two reports, a line a fact: a change of the rules shows as a change of these files.

Where the new reading is the better one: ``pytest tests/test_regression.py --force-regen``, and look at the difference.
"""

from __future__ import annotations

from typing import Any

import pytest
from corpus_scores import CORPUS, reading, round_of

from perfextract.model import Comparator, Period, Record
from perfextract.show import comparator_text, figure, movement, period_text

REPORTS = ("2021-22-q1/report.docx", "2021-22-q3/report.pdf")


def compact(record: Record) -> dict[str, Any]:
    """A record in few words, without what is empty."""
    facts = {
        "indicator": record.indicator,
        "figure": figure(record),
        "period": days(record.period),
        "moved": movement(record),
        "against": [against(comparator) for comparator in record.comparators],
        "told": " ".join(
            [record.kind, *record.qualifiers, *filter(None, (record.status, record.rag, record.geography))]
        ),
        "under": " / ".join(filter(None, (record.theme, record.service))),
        "found": [finding.code for finding in record.audit],
    }
    return {key: value for key, value in facts.items() if value}


def days(period: Period) -> str | None:
    return period_text(period.model_copy(update={"label": period.label if not period.inherited else "inherited"}))


def against(comparator: Comparator) -> str:
    return " · ".join(filter(None, (comparator_text(comparator), period_text(comparator.period))))


@pytest.mark.parametrize("name", REPORTS)
def test_the_reading_is_that_of_yesterday(name: str, data_regression: Any) -> None:
    assert round_of(CORPUS / name) == "written-on"
    data_regression.check([compact(record) for record in reading(CORPUS / name).records], name.replace("/", "-"))
