"""Checks against code lists."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from exporter.schemas import code_list
from exporter.validation.checks.base import Check, cells_at, numbers_of, present
from exporter.validation.explain import distinct
from exporter.validation.json_form import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from exporter.tables import RowNumbers
    from exporter.validation.cells import Column
    from exporter.validation.faults import FaultGroup

_COUNTRIES = "countries"
_EDGES = ("lat_min", "lat_max", "lon_min", "lon_max")


def _key(value: Any) -> Any:
    """Return a value as it is looked up: numbers as numbers, so that 4 is 004."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class MapsTo(Check):
    """The second column holds what a code list gives for the first."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._list, self._from, self._to = spec["list"], spec["from"], spec["to"]
        self._verdicts: dict[tuple[Any, Any], bool] = {}

    @cached_property
    def _given(self) -> dict[Any, list[str]]:
        given: dict[Any, list[str]] = {}
        for row in code_list(self._list):
            if row[self._from] and row[self._to]:
                given.setdefault(_key(row[self._from]), []).append(row[self._to])
        return given

    def _judge(self, columns: Mapping[str, Column], numbers: RowNumbers) -> Iterator[FaultGroup]:  # noqa: ARG002
        name, other = self.columns
        if name not in columns or other not in columns:
            return
        (keys, codes), (values, marks) = (_distinct(columns[column].array) for column in self.columns)
        combined = codes.astype(np.int64) * len(values) + marks
        size = len(keys) * len(values)
        if size <= _COUNTED:
            seen = np.zeros(size, dtype=bool)
            seen[combined] = True
            pairs = np.flatnonzero(seen)
        else:
            pairs = np.unique(combined)
        listed = values_of(keys), values_of(values)
        bad = [pair for pair in pairs.tolist() if not self._holds(*(_pick(listed, pair, len(values))))]
        if not bad:
            return
        rows = np.flatnonzero(np.isin(combined, bad))
        froms, tos = cells_at(columns[name], rows), cells_at(columns[other], rows)
        messages = [
            f"{other} is {to!r} but {self._list} gives {' or '.join(self._given[_key(key)])!r} for {key!r}"
            for key, to in zip(froms, tos, strict=True)
        ]
        yield self.faults_at(rows, other, tos, messages)

    def _holds(self, key: Any, value: Any) -> bool:
        pair = (key, value)
        found = self._verdicts.get(pair)
        if found is None:
            given = self._given.get(_key(key)) if key is not None else None
            found = value is None or not given or any(_key(one) == _key(value) for one in given)
            self._verdicts[pair] = found
        return found


_COUNTED = 1 << 20  # pairs that are told apart by counting; more are sorted


def _pick(listed: tuple[list[Any], list[Any]], pair: int, width: int) -> tuple[Any, Any]:
    return listed[0][pair // width], listed[1][pair % width]


def _distinct(array: pa.Array) -> tuple[pa.Array, npt.NDArray[np.intp]]:
    if pa.types.is_dictionary(array.type) and not array.indices.null_count:
        return array.dictionary, array.indices.to_numpy().astype(np.intp)
    return distinct(array)


class WithinCountry(Check):
    """The point of the second and third column lies in the bounding box of the country that the first column names."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._name = spec["country"]
        self._tolerance = float(spec["tolerance"])

    @cached_property
    def _boxes(self) -> dict[Any, tuple[float, float, float, float]]:
        boxes: dict[Any, tuple[float, float, float, float]] = {}
        for row in code_list(_COUNTRIES):
            if row[self._name] and all(row[edge] for edge in _EDGES):
                south, north, west, east = (float(row[edge]) for edge in _EDGES)
                boxes.setdefault(_key(row[self._name]), (south, north, west, east))
        return boxes

    def _judge(self, columns: Mapping[str, Column], numbers: RowNumbers) -> Iterator[FaultGroup]:  # noqa: ARG002
        if any(name not in columns for name in self.columns):
            return
        country, latitude, longitude = (columns[name].array for name in self.columns)
        (north, north_known), (east, east_known) = numbers_of(latitude), numbers_of(longitude)
        names, codes = _distinct(country)
        nowhere = (-math.inf, math.inf, -math.inf, math.inf)
        boxes = np.array([self._boxes.get(_key(name), nowhere) for name in values_of(names)])
        boxes = boxes + np.array([-1, 1, -1, 1]) * self._tolerance
        south_edge, north_edge, west_edge, east_edge = (boxes[:, edge].take(codes) for edge in range(4))
        inside = (north >= south_edge) & (north <= north_edge)
        over = west_edge > east_edge  # the box crosses the date line
        beside = (east >= west_edge, east <= east_edge)
        inside &= np.where(over, beside[0] | beside[1], beside[0] & beside[1]) if over.any() else beside[0] & beside[1]
        rows = np.flatnonzero(present(country) & north_known & east_known & ~inside)
        if not len(rows):
            return
        found = [cells_at(columns[name], rows) for name in self.columns]
        messages = [f"the point {lat}, {lon} lies outside {name}" for name, lat, lon in zip(*found, strict=True)]
        yield self.faults_at(rows, self.columns[1], found[1], messages)
