"""Scalar schemas as kernels over whole columns, where a kernel means exactly what ``jsonschema`` means.

``kernel_for`` gives None where it cannot promise that; the column's distinct values are then asked one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.bytewise import bytewise
from exporter.validation.masks import Mask, both, choice, either, exactly_one, inverse
from exporter.validation.patterns import for_re2
from exporter.validation.reference import default_format_checker
from exporter.validation.view import View, flags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.validation.reference import Reference
    from exporter.validation.view import Kind

Kernel = Callable[[View], Mask]

_TYPES = {
    "text": {"string"},
    "date": {"string"},
    "integer": {"integer", "number"},
    "float": {"number"},
    "boolean": {"boolean"},
}
_DEEP = 64  # nested subschemas, a guard against a reference that leads to itself
_MOST_EXACT = 2**53  # beyond, a double does not hold every integer
_BYTES = 4  # of the longest UTF-8 form of a code point
_SHORT = r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_LONG = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_FEBRUARY = r"02-(?:0[1-9]|1[0-9]|2[0-8])"
_LEAP = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = rf"\A(?:[0-9]{{4}}-(?:{_SHORT}|{_LONG}|{_FEBRUARY})|{_LEAP}-02-29)\z"
_YEAR_NONE = "0000"  # written like a year, but Python's calendar begins with year 1


class _InexactError(Exception):
    """No kernel says exactly what the schema says."""


def kernel_for(reference: Reference, kind: Kind) -> Kernel | None:
    """Return the kernel of a schema for a column of one scalar kind, or None where there is no exact one."""
    try:
        return _schema(reference, kind, _DEEP)
    except _InexactError:
        return None


def keyword_kernel(reference: Reference, keyword: str, kind: Kind) -> Kernel | None:
    """Return the kernel of one keyword of a schema, or None where there is no exact one."""
    try:
        return _keyword(reference, keyword, reference.schema[keyword], kind, _DEEP)
    except _InexactError:
        return None


def is_light(reference: Reference) -> bool:
    """Return whether a schema asks only for types, lengths and bounds, which cost little however values differ."""
    for keyword, value in reference.keywords():
        if keyword == "$ref":
            found = reference.resolved(value)
            if found is None or not is_light(found):
                return False
        elif keyword == "not":
            if not is_light(reference.beside(value)):
                return False
        elif keyword not in _LIGHT and not (keyword == "pattern" and bytewise(value)):
            return False
    return True


_LIGHT = {"type", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}


def _constant(*, holds: bool) -> Kernel:
    return lambda _view: holds


def _all(kernels: Iterable[Kernel]) -> Kernel:
    parts = list(kernels)

    def judge(view: View) -> Mask:
        mask: Mask = True
        for part in parts:
            mask = both(mask, part(view))
        return mask

    return judge


def _schema(reference: Reference, kind: Kind, depth: int) -> Kernel:
    if not depth or not reference.standard:
        raise _InexactError
    if isinstance(reference.schema, bool):
        return _constant(holds=reference.schema)
    return _all(_keyword(reference, keyword, value, kind, depth) for keyword, value in reference.keywords())


def _keyword(reference: Reference, keyword: str, value: Any, kind: Kind, depth: int) -> Kernel:  # noqa: PLR0911
    if keyword in _COMBINED:
        return _COMBINED[keyword](reference, value, kind, depth - 1)
    if keyword == "type":
        return _type(value, kind)
    if keyword == "format":
        return _format(reference, value, kind)
    if keyword in ("enum", "const"):
        return _enum(value if keyword == "enum" else [value], kind)
    if kind in ("text", "date") and keyword in _TEXT:
        if kind == "date":
            raise _InexactError  # dates are few: their texts are asked instead
        return _TEXT[keyword](value)
    if kind in ("integer", "float") and keyword in _NUMBER:
        return _NUMBER[keyword](keyword, value, kind)
    return _constant(holds=True)  # speaks of another type, and holds for any scalar of this one


def _all_of(reference: Reference, value: Any, kind: Kind, depth: int) -> Kernel:
    return _all(_schema(reference.child(part), kind, depth) for part in value)


def _any_of(reference: Reference, value: Any, kind: Kind, depth: int) -> Kernel:
    parts = [_schema(reference.child(part), kind, depth) for part in value]

    def judge(view: View) -> Mask:
        mask: Mask = False
        for part in parts:
            mask = either(mask, part(view))
        return mask

    return judge


def _one_of(reference: Reference, value: Any, kind: Kind, depth: int) -> Kernel:
    parts = [_schema(reference.child(part), kind, depth) for part in value]
    return lambda view: exactly_one(part(view) for part in parts)


def _not(reference: Reference, value: Any, kind: Kind, depth: int) -> Kernel:
    part = _schema(reference.beside(value), kind, depth)
    return lambda view: inverse(part(view))


def _if(reference: Reference, value: Any, kind: Kind, depth: int) -> Kernel:
    condition = _schema(reference.beside(value), kind, depth)
    branches = [
        _schema(reference.child(reference.schema[name]), kind, depth)
        if name in reference.schema
        else _constant(holds=True)
        for name in ("then", "else")
    ]
    return lambda view: choice(condition(view), branches[0](view), branches[1](view))


def _ref(reference: Reference, value: Any, kind: Kind, depth: int) -> Kernel:
    found = reference.resolved(value)
    if found is None:
        raise _InexactError
    return _schema(found, kind, depth)


_COMBINED = {
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
    "$ref": _ref,
    "$dynamicRef": _ref,
}


def _type(value: Any, kind: Kind) -> Kernel:
    wanted = {value} if isinstance(value, str) else set(value)
    if wanted & _TYPES[kind]:
        return _constant(holds=True)
    if kind == "float" and "integer" in wanted:
        return _is_whole
    return _constant(holds=False)


def _is_whole(view: View) -> Mask:
    numbers = view.numbers
    whole: Mask = np.isfinite(numbers) & (np.floor(numbers) == numbers)
    return whole


def _format(reference: Reference, value: Any, kind: Kind) -> Kernel:
    checker = reference.format_checker
    if checker is None or value not in checker.checkers:
        return _constant(holds=True)
    # A checker of the user's own may look at numbers too; those of the library look at text alone.
    if checker.checkers[value] != default_format_checker().checkers.get(value):
        raise _InexactError
    if kind not in ("text", "date"):
        return _constant(holds=True)
    if value != "date" or kind == "date":
        raise _InexactError
    return _is_date


def _is_date(view: View) -> Mask:
    shaped = pc.match_substring_regex(view.array, _DAY)
    return flags(pc.and_not(shaped, pc.starts_with(view.array, _YEAR_NONE)))


def _enum(choices: list[Any], kind: Kind) -> Kernel:
    if kind == "text":
        return _member(
            pa.array([choice for choice in choices if isinstance(choice, str) and _is_unicode(choice)], pa.string())
        )
    if kind in ("integer", "float"):
        numbers = [choice for choice in choices if isinstance(choice, int | float) and not isinstance(choice, bool)]
        if kind == "integer":
            return _whole_member({int(number) for number in numbers if math.isfinite(number) and number == int(number)})
        return _float_member([number for number in numbers if _is_double(number)])
    raise _InexactError


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _is_double(number: float) -> bool:
    if number != number:  # noqa: PLR0124 - NaN; jsonschema finds it equal to itself only as the same object
        raise _InexactError
    return isinstance(number, float) or abs(number) <= _MOST_EXACT or _round_trips(number)


def _round_trips(number: int) -> bool:
    try:
        return int(float(number)) == number
    except OverflowError:
        return False


def _member(choices: pa.Array) -> Kernel:
    def judge(view: View) -> Mask:
        return flags(pc.is_in(view.array, pc.cast(choices, view.array.type)))

    return judge


def _whole_member(choices: set[int]) -> Kernel:
    def judge(view: View) -> Mask:
        span = np.iinfo(view.numbers.dtype)
        fitting = [choice for choice in choices if span.min <= choice <= span.max]
        return np.isin(view.numbers, np.array(fitting, dtype=view.numbers.dtype))

    return judge


def _float_member(choices: list[float]) -> Kernel:
    known = np.array([float(choice) for choice in choices], dtype=np.float64)
    return lambda view: np.isin(view.numbers.astype(np.float64), known)


def _least_length(bound: float) -> Kernel:
    def judge(view: View) -> Mask:
        least, greatest = view.byte_extremes
        if least is None or greatest is None or -(-least // _BYTES) >= bound or (bound <= 1 and least >= bound):
            return True
        return False if greatest < bound else _code_points(view, lambda length: length >= bound)

    return judge


def _greatest_length(bound: float) -> Kernel:
    def judge(view: View) -> Mask:
        least, greatest = view.byte_extremes
        if least is None or greatest is None or greatest <= bound:
            return True
        return False if -(-least // _BYTES) > bound else _code_points(view, lambda length: length <= bound)

    return judge


def _code_points(view: View, holds: Callable[[Any], Any]) -> Mask:
    """Decide from bytes where they decide, and count code points only in the rows where they do not."""
    lengths = pc.fill_null(view.byte_lengths, 0).to_numpy(zero_copy_only=False)
    upper: Any = holds(lengths)
    lower: Any = holds(-(-lengths // _BYTES))
    unsure = np.flatnonzero(upper != lower)
    mask: Any = upper & lower
    if len(unsure):
        points = pc.utf8_length(view.array.take(pa.array(unsure)))
        mask[unsure] = holds(pc.fill_null(points, 0).to_numpy(zero_copy_only=False))
    return mask  # type: ignore[no-any-return]


def _pattern(value: str) -> Kernel:
    quick = bytewise(value)
    if quick is not None:
        return quick
    translated = for_re2(value)
    if translated is None:
        raise _InexactError
    return lambda view: flags(pc.match_substring_regex(view.array, translated))


_TEXT: dict[str, Callable[[Any], Kernel]] = {
    "minLength": _least_length,
    "maxLength": _greatest_length,
    "pattern": _pattern,
}


def _bound(keyword: str, value: Any, kind: Kind) -> Kernel:
    if isinstance(value, bool) or not math.isfinite(value):
        raise _InexactError
    lower = keyword in ("minimum", "exclusiveMinimum")
    exclusive = keyword.startswith("exclusive")
    if kind == "integer":
        # The same bound as an inclusive integer, so that no comparison passes through a double.
        limit = math.floor(value) + 1 if exclusive else math.ceil(value)
        if not lower:
            limit = math.ceil(value) - 1 if exclusive else math.floor(value)
        return _whole_bound(limit, lower=lower)
    if not _is_double(value):
        raise _InexactError
    return _float_bound(float(value), lower=lower, exclusive=exclusive)


def _whole_bound(limit: int, *, lower: bool) -> Kernel:
    def judge(view: View) -> Mask:
        least, greatest = view.extremes
        if least is None or (least >= limit if lower else greatest <= limit):
            return True
        if greatest < limit if lower else least > limit:
            return False
        mask: Mask = view.numbers >= limit if lower else view.numbers <= limit
        return mask

    return judge


def _float_bound(limit: float, *, lower: bool, exclusive: bool) -> Kernel:
    def broken(numbers: Any) -> Any:
        if lower:
            return numbers <= limit if exclusive else numbers < limit
        return numbers >= limit if exclusive else numbers > limit

    def judge(view: View) -> Mask:
        nearest = view.extremes[0 if lower else 1]
        # NaN breaks no bound, so the extremes of the other numbers decide; where all are NaN nothing is broken.
        if nearest is None or not broken(nearest):
            return True
        mask: Mask = ~broken(view.numbers.astype(np.float64, copy=False))
        return mask

    return judge


def _divides(numbers: Any, value: float) -> Mask:
    if numbers.dtype.kind in "iu":
        wide = np.uint64 if numbers.dtype.kind == "u" else np.int64
        exact: Mask = numbers.astype(wide, copy=False) % wide(value) == 0
        return exact
    with np.errstate(invalid="ignore"):
        rest: Mask = np.fmod(numbers, value) == 0
    return rest


def _multiple(_keyword: str, value: Any, kind: Kind) -> Kernel:
    if isinstance(value, bool) or value <= 0 or isinstance(value, float) or value > _MOST_EXACT:
        raise _InexactError
    if kind == "integer":
        return lambda view: _divides(view.numbers, value)
    return lambda view: _divides(view.numbers.astype(np.float64, copy=False), float(value))


_NUMBER: dict[str, Callable[[str, Any, Kind], Kernel]] = {
    "minimum": _bound,
    "maximum": _bound,
    "exclusiveMinimum": _bound,
    "exclusiveMaximum": _bound,
    "multipleOf": _multiple,
}
