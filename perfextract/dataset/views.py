"""The views of the database: what a series is, what its newest value is, and what a later report said otherwise.

Each is a query over the stored tables or the views before it. All of them can be asked for one authority or one
indicator without reading the rest: these columns stand in every grouping, so DuckDB filters before it counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from perfextract.model import EARLIER_KINDS

from .fields import COMPARATORS, DECIMALS, OBSERVATIONS, Field, Table, period_fields


@dataclass(frozen=True, slots=True)
class View:
    """A table that is a query over others."""

    table: Table
    sql: str


KEYS = "authority, indicator_id, series_id, geography, unit"  # what all values of a series share
PERIOD = f"{KEYS}, period_start, period_end"
KEY_FIELDS = (
    Field("series_id", "string", "Series: same authority, indicator, place, length of period and qualifiers"),
    Field("authority", "string", "Who reports"),
    Field("indicator_id", "string", "Canonical indicator of the catalogue"),
    Field("geography", "string", "Place the values are for, where it is not the whole authority"),
    Field("unit", "string", "Unit of the values"),
)
VALUE_FIELDS = (
    Field("value", "number", "The value"),
    Field("value_text", "string", "The words that hold the value"),
    DECIMALS,
    Field("approximate", "boolean", "True for about, around, nearly and the like"),
    Field("qualifiers", "string", "provisional, cumulative and the like", sql="VARCHAR[]"),
)
ROUNDING = Field("rounding", "number", "How far another figure may lie from it and still be the same, told otherwise")
PLACE = (
    Field("document", "string", "File that states it"),
    Field("record_id", "string", "Record that states it"),
)

COMPARATORS_SQL = """
SELECT id AS record_id, number, document, authority, indicator_id, series_id, c.kind AS kind, c.label AS "label",
    c.value AS "value", c.decimals AS decimals, c.unit AS unit, c.period."label" AS period_label,
    c.period."start" AS period_start, c.period."end" AS period_end, c.relation AS relation,
    c.approximate AS approximate, c."rank" AS "rank", c.gap.amount AS gap_amount, c.gap.unit AS gap_unit,
    c."text" AS "text"
FROM (
    SELECT id, document, authority, indicator_id, series_id,
        unnest(comparators) AS c, generate_subscripts(comparators, 1) AS number
    FROM records
)"""

OWN_NUMBERS = ", ".join(
    f"""{{'role': '{role}', 'label': NULL::VARCHAR, 'value': {value}, 'decimals': {decimals}, 'unit': {unit},
    'start': period_start, 'end': period_end, 'called': period_label, 'approximate': {approximate},
    'relation': NULL::VARCHAR}}"""
    for role, value, decimals, unit, approximate in (
        ("value", '"value"', "decimals", "unit", "approximate"),
        ("numerator", "numerator", "NULL::BIGINT", "'count'", "NULL::BOOLEAN"),
        ("denominator", "denominator", "NULL::BIGINT", "'count'", "NULL::BOOLEAN"),
        ("change", "change_amount", "NULL::BIGINT", "change_unit", "NULL::BOOLEAN"),
    )
)
OBSERVATIONS_SQL = f"""
SELECT id AS record_id, number, document, authority, theme_id, indicator_id, series_id, indicator, geography,
    n.role AS role, n."label" AS "label", n.called AS period_label, n."start" AS period_start, n."end" AS period_end,
    n."value" AS "value", n.decimals AS decimals, n.unit AS unit, n.approximate AS approximate,
    n.relation AS relation, kind, same_as
FROM (
    SELECT *, unnest(numbers) AS n, generate_subscripts(numbers, 1) AS number
    FROM (
        SELECT id, document, authority, theme_id, indicator_id, series_id, indicator, geography, kind,
            same_as, list_filter(list_concat([{OWN_NUMBERS}], list_transform(comparators, lambda c:
                {{'role': c.kind, 'label': c.label, 'value': c.value, 'decimals': c.decimals, 'unit': c.unit,
                'start': c.period."start", 'end': c.period."end", 'called': c.period."label",
                'approximate': c.approximate, 'relation': c.relation}})), lambda n: n.value IS NOT NULL) AS numbers
        FROM records
    )
)"""

# Two figures are the same where one rounds to the other: half of the last place printed lies between them at most. A
# figure said to be about right may be out by its last digit that is no nought ("around 1,200": 100), or by a hundredth.
ROUNDING_SQL = """
    CASE WHEN approximate THEN greatest(abs("value") / 100, pow(10, CASE
        WHEN decimals > 0 OR "value" = 0 OR abs("value") >= 1e15 THEN -decimals
        ELSE length("value"::BIGINT::VARCHAR) - length(rtrim("value"::BIGINT::VARCHAR, '0')) END))
    ELSE pow(10, -decimals) / 2 END"""
# What a file repeats of another that tells the same report is stated there.
_ONCE = "(same_as IS NULL OR document NOT IN (SELECT document FROM documents WHERE same_as IS NOT NULL))"
EARLIER = ", ".join(f"'{kind}'" for kind in sorted(EARLIER_KINDS))
# "Up from 1,775": where the words do not say of when, the kind does, for a value of a span of whole months.
_MONTHS = "datediff('month', period_start, period_end) + 1"
BEGAN = f"""CASE WHEN period_start < period_end THEN CASE c.kind
        WHEN 'previous_period' THEN (period_start - to_months({_MONTHS}))::DATE
        WHEN 'same_period_last_year' THEN (period_start - INTERVAL 1 YEAR)::DATE END END"""
ENDED = """CASE WHEN period_start < period_end THEN CASE c.kind
        WHEN 'previous_period' THEN (period_start - INTERVAL 1 DAY)::DATE
        WHEN 'same_period_last_year' THEN last_day(period_end - INTERVAL 1 YEAR) END END"""
STATEMENTS_SQL = f"""
SELECT series_id, authority, indicator_id, geography, unit, indicator, period_label, period_start, period_end,
    "value", value_text, decimals, coalesce(approximate, false) AS approximate, qualifiers,
    {ROUNDING_SQL} AS rounding, bound, role,
    coalesce(told_as, report_title, document) AS report, report_period_end, document, record_id
FROM (
    SELECT {KEYS}, indicator, period_label, period_start, period_end, "value", value_text, decimals, approximate,
        qualifiers, bound, 'value' AS role, report_title, report_period_end, document, id AS record_id
    FROM records
    WHERE series_id IS NOT NULL AND "value" IS NOT NULL AND kind = 'actual' AND period_end IS NOT NULL
        AND {_ONCE}
    UNION ALL
    SELECT {KEYS}, indicator, c.period."label", began, ended, c.value, c."text", c.decimals,
        c.approximate, NULL, NULL, c.kind, report_title, report_period_end, document, id
    FROM (
        SELECT *, coalesce(c.period."start", {BEGAN}) AS began, coalesce(c.period."end", {ENDED}) AS ended
        FROM (
            SELECT {KEYS}, indicator, period_start, period_end, report_title, report_period_end, document, id,
                unnest(comparators) AS c
            FROM records
            WHERE series_id IS NOT NULL AND "value" IS NOT NULL AND kind = 'actual' AND comparators IS NOT NULL
                AND {_ONCE}
        )
    )
    WHERE c.kind IN ({EARLIER}) AND c.value IS NOT NULL AND c.unit = unit AND began IS NOT NULL AND ended < period_end
        AND abs(datediff('day', began, ended) - datediff('day', period_start, period_end)) <= 4
) LEFT JOIN (
    SELECT d.document AS again, coalesce(first.title, first.document) AS told_as
    FROM documents d JOIN documents first ON first.document = d.same_as
) ON again = document"""

NEWEST_FIRST = "report_period_end DESC NULLS LAST, report DESC, role = 'value' DESC, rounding, document, record_id"
# The newest report has the say; where an earlier one gives the same figure more finely, that one is taken.
POINTS_SQL = f"""
WITH told AS (
    SELECT *, first_value("value") OVER newest AS newest_value, first_value(rounding) OVER newest AS newest_rounding
    FROM statements
    WINDOW newest AS (PARTITION BY {PERIOD} ORDER BY {NEWEST_FIRST})
)
SELECT series_id, authority, indicator_id, geography, unit, indicator, period_label, period_start, period_end,
    "value", value_text, decimals, approximate, qualifiers, role, document, record_id
FROM told
WHERE abs("value" - newest_value) <= greatest(rounding, newest_rounding) * 1.000001
QUALIFY row_number() OVER (PARTITION BY {PERIOD} ORDER BY approximate, rounding, {NEWEST_FIRST}) = 1"""

# The usual step between two periods is the one met most often, of several the smallest; twice that is a gap.
SERIES_SQL = f"""
WITH spaced AS (
    SELECT *, lag(period_end) OVER (PARTITION BY {KEYS} ORDER BY period_end, period_start) AS before FROM points
), counted AS (
    SELECT {KEYS}, arg_max(indicator, period_end) AS wording, count(*) AS periods,
        min(period_start) AS first_start, min(period_end) AS first_end, max(period_start) AS last_start,
        max(period_end) AS last_end, count(DISTINCT lower(indicator)) AS wordings,
        list({{'after': before, 'months': datediff('month', before, period_end)}} ORDER BY period_end)
            FILTER (before < period_end) AS steps
    FROM spaced
    GROUP BY {KEYS}
), stepped AS (
    SELECT *, list_aggregate(list_sort(list_transform(steps, lambda s: s.months)), 'mode') AS step FROM counted
), gapped AS (
    SELECT *, coalesce(list_filter(steps, lambda s: step > 0 AND s.months >= 2 * step), []) AS holes FROM stepped
)
SELECT series_id, authority, indicator_id,
    concat_ws(', ', wording, geography) AS name, geography, unit, periods, first_start, first_end, last_start, last_end,
    coalesce(list_sum(list_transform(holes, lambda s: s.months // step - 1)), 0)::BIGINT AS gaps,
    list_transform(holes, lambda s: s.after) AS gaps_after, wordings
FROM gapped"""

LATEST_SQL = f"""
WITH newest AS (
    SELECT *, lead("value") OVER w AS before_value, lead(period_end) OVER w AS before_end, row_number() OVER w AS nth
    FROM points
    WINDOW w AS (PARTITION BY {KEYS} ORDER BY period_end DESC, period_start DESC)
)
SELECT n.series_id, n.authority, n.indicator_id, concat_ws(', ', n.indicator, n.geography) AS name, n.geography, n.unit,
    n.period_label, n.period_start, n.period_end, n."value", n.value_text, n.decimals, n.approximate, n.qualifiers,
    r.direction, r.polarity, r.rag, r.comparator_target AS target, n."value" - r.comparator_target AS to_target,
    list_filter(r.comparators, lambda c: c.kind = 'target')[1].relation AS target_relation,
    r.comparator_previous_period AS previous, n."value" - r.comparator_previous_period AS since_previous,
    n.before_end, n.before_value, n."value" - n.before_value AS since_before, n.document, n.record_id
FROM newest n LEFT JOIN records r ON r.id = n.record_id AND n.role = 'value'
WHERE n.nth = 1"""


def apart(one: str, other: str) -> str:
    """The condition that two statements contradict each other, also where one of them says at least or at most."""
    return (
        f"(abs({one}.value - {other}.value) > greatest({one}.rounding, {other}.rounding) * 1.000001"
        f" AND NOT coalesce(({one}.bound = 'at_least' AND {other}.value >= {one}.value)"
        f" OR ({one}.bound = 'at_most' AND {other}.value <= {one}.value)"
        f" OR ({other}.bound = 'at_least' AND {one}.value >= {other}.value)"
        f" OR ({other}.bound = 'at_most' AND {one}.value <= {other}.value), false))"
    )


# One statement a report: a report in Word and in PDF is one, and its finest figure speaks for it. A pair is a revision
# where the two contradict each other and every report between agrees with both: so each change of mind is told once,
# and "16.4", "16", "16.3" is one.
REVISIONS_SQL = f"""
WITH reported AS (
    SELECT * FROM statements
    QUALIFY row_number() OVER (PARTITION BY {PERIOD}, report, report_period_end
        ORDER BY rounding, role = 'value' DESC, document, record_id) = 1
), told AS (
    SELECT {PERIOD}, arg_max(indicator, coalesce(report_period_end, period_end)) AS indicator,
        min(period_label) AS period_label,
        list({{'value': "value", 'rounding': rounding, 'bound': bound, 'text': value_text, 'role': role,
            'qualifiers': qualifiers, 'document': document, 'record': record_id}}
            ORDER BY coalesce(report_period_end, period_end), report) AS said
    FROM reported
    GROUP BY {PERIOD}
    HAVING count(*) > 1
), later AS (
    SELECT *, unnest(said) AS new, generate_subscripts(said, 1) AS nth FROM told
), paired AS (
    SELECT *, list_filter(list_transform(said[:nth - 1], lambda s, i: {{'s': s, 'nth': i}}),
        lambda o: {apart("o.s", "new")})[-1] AS old
    FROM later
)
SELECT series_id, authority, indicator_id, concat_ws(', ', indicator, geography) AS name, geography, unit,
    period_label, period_start, period_end, old.s.value AS old_value, new.value AS new_value,
    new.value - old.s.value AS difference, old.s.text AS old_text, new.text AS new_text,
    old.s.qualifiers AS old_qualifiers, new.role AS new_role, old.s.document AS old_document,
    new.document AS new_document, old.s.record AS old_record_id, new.record AS new_record_id
FROM paired
WHERE old IS NOT NULL AND len(list_filter(said[old.nth + 1:nth - 1], lambda k: {apart("k", "old.s")})) = 0"""

NAME = Field("name", "string", "What is measured, in the words of the newest report, and where")
WORDING = Field("indicator", "string", "What is measured, in the report's words")
ROLE = Field("role", "string", "value where it is the record's own, else the kind of the comparator that tells it")

STATEMENTS = Table(
    "statements",
    "One row each time a report states a series' value for a period: its own value, or an earlier figure beside it.",
    (
        *KEY_FIELDS,
        WORDING,
        *period_fields("period", "Period of the value"),
        *VALUE_FIELDS,
        ROUNDING,
        Field("bound", "string", "at_least, at_most or about"),
        ROLE,
        Field("report", "string", "Title of the report, or its file: a report in two formats is one"),
        Field("report_period_end", "date", "Period of the report: last day"),
        *PLACE,
    ),
    key=("record_id", "role", "period_start", "period_end", "value_text"),
)
POINTS = Table(
    "points",
    "One row a series and period: the value as the newest report that tells it has it.",
    (*KEY_FIELDS, WORDING, *period_fields("period", "Period of the value"), *VALUE_FIELDS, ROLE, *PLACE),
    key=("series_id", "geography", "unit", "period_start", "period_end"),
)
SERIES = Table(
    "series",
    "One row a series: actual values of the same thing, place and length of period, whatever the reports call it.",
    (
        *KEY_FIELDS[:3],
        NAME,
        *KEY_FIELDS[3:],
        Field("periods", "integer", "Number of periods that have a value"),
        Field("first_start", "date", "First period: first day"),
        Field("first_end", "date", "First period: last day"),
        Field("last_start", "date", "Last period: first day"),
        Field("last_end", "date", "Last period: last day"),
        Field("gaps", "integer", "Number of periods between the first and the last that no report tells"),
        Field("gaps_after", "string", "Last days of the periods after which one is missing", sql="DATE[]"),
        Field("wordings", "integer", "Number of ways the reports write it: above 1, look whether they mean the same"),
    ),
    key=("series_id", "geography", "unit"),
)
LATEST = Table(
    "latest",
    "One row a series: its newest value, beside its target and the values before.",
    (
        *KEY_FIELDS[:3],
        NAME,
        *KEY_FIELDS[3:],
        *period_fields("period", "Period of the value"),
        *VALUE_FIELDS,
        Field("direction", "string", "How the value moved in time, as its report says: up, down or stable"),
        Field("polarity", "string", "higher or lower: which is better, where the report says or shows it"),
        Field("rag", "string", "red, amber or green, where the report says so"),
        Field("target", "number", "Target the report gives beside the value"),
        Field("to_target", "number", "Value less target"),
        Field("target_relation", "string", "How the value stands to the target, as the report says"),
        Field("previous", "number", "Figure the report gives for the period before"),
        Field("since_previous", "number", "Value less previous"),
        Field("before_end", "date", "Last day of the series' period before this one"),
        Field("before_value", "number", "The series' value for the period before, whichever report tells it"),
        Field("since_before", "number", "Value less before_value"),
        *PLACE,
    ),
    key=("series_id", "geography", "unit"),
)
REVISIONS = Table(
    "revisions",
    "One row each time a later report gives a series another value for the same period, beyond rounding.",
    (
        *KEY_FIELDS[:3],
        NAME,
        *KEY_FIELDS[3:],
        *period_fields("period", "Period of the value"),
        Field("old_value", "number", "Value the earlier report gives"),
        Field("new_value", "number", "Value the later report gives"),
        Field("difference", "number", "New value less old"),
        Field("old_text", "string", "Words of the earlier report"),
        Field("new_text", "string", "Words of the later report"),
        Field("old_qualifiers", "string", "provisional and the like, of the old value", sql="VARCHAR[]"),
        Field("new_role", "string", "value, or the kind of comparator that tells the new value"),
        Field("old_document", "string", "File that gives the old value"),
        Field("new_document", "string", "File that gives the new value"),
        Field("old_record_id", "string", "Record that gives the old value"),
        Field("new_record_id", "string", "Record that gives the new value"),
    ),
    key=("series_id", "period_start", "period_end", "old_document", "new_document"),
)

VIEWS = (
    View(COMPARATORS, COMPARATORS_SQL),
    View(OBSERVATIONS, OBSERVATIONS_SQL),
    View(STATEMENTS, STATEMENTS_SQL),
    View(POINTS, POINTS_SQL),
    View(SERIES, SERIES_SQL),
    View(LATEST, LATEST_SQL),
    View(REVISIONS, REVISIONS_SQL),
)
