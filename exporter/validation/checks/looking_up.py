"""Checks against code lists."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from exporter.errors import nearest
from exporter.schemas import code_list
from exporter.validation.checks.base import RowCheck, cells_at, numbers_of, present
from exporter.validation.explain import distinct
from exporter.validation.faults import Fault, group_of
from exporter.validation.json_form import values_of
from exporter.validation.view import kind_of
from exporter.validation.vocabulary import Encoded, OfValues, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

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


def _with_null(values: pa.Array) -> list[Any]:
    """Return values as codes stand for them: behind the last comes null."""
    return [*values_of(values), None]


class _Encoding(RowCheck):
    """A check of columns by their distinct values."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._vocabularies = {name: Vocabulary() for name in self.columns}

    def encoded(self, name: str, column: Column) -> Encoded:
        """Return a column as codes."""
        if kind_of(column.array.type) in ("text", "integer", "coded"):
            return column.encoded(self._vocabularies[name])
        values, codes = distinct(column.array)
        return Encoded(values, pa.array(codes))


class InList(_Encoding):
    """The column holds what stands in a column of a code list."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._list, self._from = spec["list"], spec["from"]
        self._known = OfValues(self._known_of)

    @cached_property
    def _given(self) -> dict[Any, str]:
        return {_key(row[self._from]): row[self._from] for row in code_list(self._list) if row[self._from]}

    def _known_of(self, values: pa.Array) -> npt.NDArray[np.bool_]:
        """Return which values the list holds; null, which stands behind them, passes."""
        return np.array([value is None or _key(value) in self._given for value in _with_null(values)], dtype=bool)

    def judge(self, columns: Mapping[str, Column]) -> Iterator[FaultGroup]:
        """Yield the faults in a batch."""
        (name,) = self.columns
        if name not in columns:
            return
        encoded = self.encoded(name, columns[name])
        rows = np.flatnonzero(~self._known(encoded.values).take(encoded.codes))
        if not len(rows):
            return
        values = cells_at(columns[name], rows)
        like = {value: nearest(value, self._given.values()) for value in set(values) if isinstance(value, str)}
        yield group_of(
            (row, Fault((name,), None, self._message(name, value), value, self._title, like.get(value)))
            for row, value in zip(rows.tolist(), values, strict=True)
        )

    def _message(self, name: str, value: Any) -> str:
        return f"{name} {value!r} is not in column {self._from} of the code list {self._list}"


class MapsTo(_Encoding):
    """The second column holds what a code list gives for the first."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._list, self._from, self._to = spec["list"], spec["from"], spec["to"]
        self._listed = OfValues(_with_null), OfValues(_with_null)
        self._states: tuple[list[Any], list[Any], npt.NDArray[np.uint8]] | None = None

    @cached_property
    def _given(self) -> dict[Any, list[str]]:
        given: dict[Any, list[str]] = {}
        for row in code_list(self._list):
            if row[self._from] and row[self._to]:
                given.setdefault(_key(row[self._from]), []).append(row[self._to])
        return given

    def judge(self, columns: Mapping[str, Column]) -> Iterator[FaultGroup]:
        """Yield the faults in a batch."""
        name, other = self.columns
        if name not in columns or other not in columns:
            return
        one, two = (self.encoded(column, columns[column]) for column in self.columns)
        rows = np.flatnonzero(self._breaking(one, two))
        if not len(rows):
            return
        froms, tos = cells_at(columns[name], rows), cells_at(columns[other], rows)
        messages = [
            f"{other} is {to!r} but {self._list} gives {' or '.join(self._given[_key(key)])!r} for {key!r}"
            for key, to in zip(froms, tos, strict=True)
        ]
        yield self.faults_at(rows, other, tos, messages)

    def _breaking(self, one: Encoded, two: Encoded) -> npt.NDArray[np.bool_]:
        """Return where the values of two columns do not go together; each pair is asked about once."""
        keys, values = (listed(encoded.values) for listed, encoded in zip(self._listed, (one, two), strict=True))
        combined = one.codes * len(values) + two.codes
        if len(keys) * len(values) > _HELD:
            pairs, which = np.unique(combined, return_inverse=True)
            broken: npt.NDArray[np.bool_] = self._broken(pairs, keys, values)[which.reshape(-1)]
            return broken
        last = self._states
        if last is None or last[0] is not keys or last[1] is not values:
            last = self._states = (keys, values, np.zeros(len(keys) * len(values), dtype=np.uint8))
        states = last[2]
        found = states.take(combined)
        if found.min(initial=_HOLDS) == _UNKNOWN:
            pairs = np.unique(combined[found == _UNKNOWN])
            states[pairs] = np.where(self._broken(pairs, keys, values), _FAILS, _HOLDS)
            found = states.take(combined)
        fails: npt.NDArray[np.bool_] = found == _FAILS
        return fails

    def _broken(self, pairs: npt.NDArray[np.intp], keys: list[Any], values: list[Any]) -> npt.NDArray[np.bool_]:
        width = len(values)
        return np.array([not self._holds(keys[pair // width], values[pair % width]) for pair in pairs.tolist()], bool)

    def _holds(self, key: Any, value: Any) -> bool:
        given = self._given.get(_key(key)) if key is not None else None
        return value is None or not given or any(_key(one) == _key(value) for one in given)


_HELD = 1 << 20  # pairs of values for which a table is held; where there are more, those that occur are sorted
_UNKNOWN, _HOLDS, _FAILS = 0, 1, 2


class WithinCountry(_Encoding):
    """The point of the second and third column lies in the bounding box of the country that the first column names."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._name = spec["country"]
        self._tolerance = float(spec["tolerance"])
        self._edges = OfValues(self._edges_of)

    @cached_property
    def _boxes(self) -> dict[Any, tuple[float, float, float, float]]:
        boxes: dict[Any, tuple[float, float, float, float]] = {}
        for row in code_list(_COUNTRIES):
            if row[self._name] and all(row[edge] for edge in _EDGES):
                south, north, west, east = (float(row[edge]) for edge in _EDGES)
                boxes.setdefault(_key(row[self._name]), (south, north, west, east))
        return boxes

    def _edges_of(self, countries: pa.Array) -> npt.NDArray[np.float64]:
        """Return the edges of the boxes of some countries, and of null, which has none: one line for each edge."""
        nowhere = (-math.inf, math.inf, -math.inf, math.inf)
        boxes = [self._boxes.get(_key(name), nowhere) for name in [*values_of(countries), None]]
        tolerated = np.array(boxes) + np.array([-1, 1, -1, 1]) * self._tolerance
        return np.ascontiguousarray(tolerated.T)

    def judge(self, columns: Mapping[str, Column]) -> Iterator[FaultGroup]:
        """Yield the faults in a batch."""
        if any(name not in columns for name in self.columns):
            return
        country, latitude, longitude = (columns[name].array for name in self.columns)
        (north, north_known), (east, east_known) = numbers_of(latitude), numbers_of(longitude)
        encoded = self.encoded(self.columns[0], columns[self.columns[0]])
        edges = self._edges(encoded.values)
        south_edge, north_edge, west_edge, east_edge = (edge.take(encoded.codes) for edge in edges)
        inside = (north >= south_edge) & (north <= north_edge)
        beside = (east >= west_edge, east <= east_edge)
        if (edges[2] > edges[3]).any():  # some box crosses the date line
            inside &= np.where(west_edge > east_edge, beside[0] | beside[1], beside[0] & beside[1])
        else:
            inside &= beside[0] & beside[1]
        rows = np.flatnonzero(present(country) & north_known & east_known & ~inside)
        if not len(rows):
            return
        found = [cells_at(columns[name], rows) for name in self.columns]
        messages = [f"the point {lat}, {lon} lies outside {name}" for name, lat, lon in zip(*found, strict=True)]
        yield self.faults_at(rows, self.columns[1], found[1], messages)
