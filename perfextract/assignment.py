"""Pair rows with columns so that the sum of their scores is the largest (the assignment problem, solved exactly).

The method is that of shortest augmenting paths (D. F. Crouse, "On implementing 2D rectangular assignment
algorithms", 2016), with the order of steps that scipy takes: where several pairings are equally good, the same one
is chosen, so that scores can be compared digit by digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf


def best_pairs(rows: int, columns: int, scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs of the best pairing, by row; ``scores`` holds the pairs that are allowed, all above 0.

    >>> best_pairs(2, 2, {(0, 0): 1.0, (0, 1): 0.9, (1, 0): 0.8})
    [(0, 1), (1, 0)]
    """
    if rows > columns:
        turned = {(j, i): score for (i, j), score in scores.items()}
        return sorted((i, j) for j, i in best_pairs(columns, rows, turned))
    costs = [[-scores.get((i, j), 0.0) for j in range(columns)] for i in range(rows)]
    return [(i, j) for i, j in enumerate(assign(costs)) if (i, j) in scores]


def assign(costs: list[list[float]]) -> list[int]:
    """The column of each row in the cheapest assignment; there are at least as many columns as rows."""
    columns = len(costs[0]) if costs else 0
    row_price, column_price = [0.0] * len(costs), [0.0] * columns
    column_of, row_of = [-1] * len(costs), [-1] * columns
    for row in range(len(costs)):
        sink, distance, came_from, seen = cheapest_path(costs, row, row_price, column_price, row_of)
        reach = distance[sink]
        row_price[row] += reach
        for column in seen[:-1]:
            row_price[row_of[column]] += reach - distance[column]
        for column in seen:
            column_price[column] -= reach - distance[column]
        while True:  # hand the columns along the path on to the rows before
            before = came_from[sink]
            row_of[sink] = before
            column_of[before], sink = sink, column_of[before]
            if before == row:
                break
    return column_of


def cheapest_path(
    costs: list[list[float]], row: int, row_price: list[float], column_price: list[float], row_of: list[int]
) -> tuple[int, list[float], list[int], list[int]]:
    """The cheapest way from a row to a free column: that column, distances, rows come from, and columns seen."""
    left = list(range(len(column_price) - 1, -1, -1))
    distance, came_from = [inf] * len(left), [-1] * len(left)
    seen: list[int] = []
    reach = 0.0
    while True:
        nearest, lowest = -1, inf
        for place, column in enumerate(left):
            via = reach + costs[row][column] - row_price[row] - column_price[column]
            if via < distance[column]:
                came_from[column], distance[column] = row, via
            free = row_of[column] == -1
            if distance[column] < lowest or (distance[column] == lowest and free):
                nearest, lowest = place, distance[column]
        reach, column = lowest, left[nearest]
        seen.append(column)
        left[nearest] = left[-1]
        left.pop()
        if row_of[column] == -1:
            return column, distance, came_from, seen
        row = row_of[column]
