r"""Patterns of common shapes decided from the bytes of a whole column at once, without a look at each row.

Three shapes of pattern, on ASCII characters, can be decided so: a class anywhere (``[\x00-\x1f]``), a list joined
by a separator (``^[^;]+(; [^;]+)*$``) and a code of classes in a row of which only the last varies in length
(``^[A-Z]{3}[0-9]{1,18}$``). Since no byte of a longer UTF-8 sequence is ASCII, bytes tell what characters tell.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from exporter.validation.masks import Mask, array_of
from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Kernel = Callable[[View], Mask]
    Bytes = npt.NDArray[np.uint8]
    Rows = npt.NDArray[np.int64]
    Ranges = list[tuple[int, int]]

_SAFE = r"[A-Za-z0-9 _;,:/=#@]"  # characters that mean themselves in a pattern and inside a class
_MEMBER = r"(?:\\x[0-7][0-9a-f]|[A-Za-z0-9 _;,:/=#@.\x00-\x1f\x7f])"
_CLASS = rf"\[((?:{_MEMBER}(?:-{_MEMBER})?)+)\]"
_ANYWHERE = re.compile(_CLASS)
_JOINED = re.compile(rf"\^\[\^({_SAFE})\]\+\((?:\?:)?\1({_SAFE}*)\[\^\1\]\+\)\*\$")
_COUNT = r"(?:\{([0-9]{1,2})(?:,([0-9]{1,2}))?\}|(\+))?"
_CODE = re.compile(rf"\^((?:{_CLASS}{_COUNT})+)\$")
_PART = re.compile(rf"{_CLASS}{_COUNT}")
_PIECE = 1 << 13  # rows
_NEWLINE = 10
_ASCII = 128
_UNBOUNDED = 1 << 30


def bytewise(pattern: str) -> Kernel | None:
    """Return a kernel for a pattern of one of the shapes, or None for any other."""
    try:
        kernel = _any_kernel(pattern) or _joined_kernel(pattern) or _code_kernel(pattern)
    except re.error:
        return None
    return None if kernel is None else partial(_in_pieces, kernel)


def _in_pieces(kernel: Kernel, view: View) -> Mask:
    """Judge a few thousand rows at a time, so that what is worked out on the way stays in the processor's cache."""
    if len(view) <= _PIECE:
        return kernel(view)
    pieces = [view.array.slice(start, _PIECE) for start in range(0, len(view), _PIECE)]
    masks = [kernel(View(piece)) for piece in pieces]
    for agreed in (True, False):
        if all(mask is agreed for mask in masks):
            return agreed
    return np.concatenate([array_of(mask, len(piece)) for mask, piece in zip(masks, pieces, strict=True)])


def _any_kernel(pattern: str) -> Kernel | None:
    found = _ANYWHERE.fullmatch(pattern)
    if not found:
        return None
    ranges = _ranges(_table(found[1]))
    return lambda view: _any_of(view, ranges)


def _joined_kernel(pattern: str) -> Kernel | None:
    found = _JOINED.fullmatch(pattern)
    if not found or found[1] in found[2]:
        return None
    separator = (found[1] + found[2]).encode()
    return lambda view: _joined(view, separator)


def _code_kernel(pattern: str) -> Kernel | None:
    shape = _CODE.fullmatch(pattern)
    if not shape:
        return None
    head: list[Ranges] = []
    tail: Ranges = []
    least, most = 0, 0
    for found in _PART.finditer(shape[1]):
        if most != least:
            return None  # a part before the last varies in length
        head += [tail] * least
        table = _table(found[1])
        if table[_NEWLINE]:
            return None  # a newline at the end may be part of the text or stand behind it
        tail = _ranges(table)
        least = int(found[2] or 1)
        most = _UNBOUNDED if found[4] else int(found[3] or least)
    if most < least:
        return None
    return lambda view: _code(view, head, tail, least, most)


def _table(members: str) -> npt.NDArray[np.bool_]:
    """Return which bytes a class holds, given the text between its brackets."""
    inside = re.compile(f"[{members}]")
    return np.array([code < _ASCII and inside.match(chr(code)) is not None for code in range(256)])


def _ranges(table: npt.NDArray[np.bool_]) -> Ranges:
    """Return the runs of bytes in a class, each with the byte behind it."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], table, [False]]).astype(np.int8)))
    return [(low, high) for low, high in edges.reshape(-1, 2).tolist()]


def _any_of(view: View, ranges: Ranges) -> Mask:
    data = view.data
    if not len(data):
        return False
    # The least and the greatest byte mostly rule a class out, and are found faster than anything else.
    least, greatest = int(data.min()), int(data.max())
    near = [(low, high) for low, high in ranges if high > least and low <= greatest]
    if not near:
        return False
    hits = _in_ranges(data, near)
    if not hits.any():
        return False
    mask = np.zeros(len(view), dtype=bool)
    mask[_owners(view.starts, np.flatnonzero(hits))] = True
    return mask


def _in_ranges(data: Bytes, ranges: Ranges) -> npt.NDArray[np.bool_]:
    """Return which bytes are in a class, by its ranges, which is faster than looking each byte up."""
    found: npt.NDArray[np.bool_] | None = None
    for low, high in ranges:
        part = data == low if high == low + 1 else (data - np.uint8(low) if low else data) < high - low
        found = part if found is None else np.logical_or(found, part, out=found)
    return np.zeros(len(data), dtype=bool) if found is None else found


def _owners(starts: Rows, places: Rows) -> Rows:
    """Return the row that each of some bytes belongs to; rows without bytes own none."""
    return np.searchsorted(starts[1:], places, side="right")


def _joined(view: View, separator: bytes) -> Mask:
    mask: npt.NDArray[np.bool_] = view.missing | (view.lengths > 0)
    if not _all_joined(view, separator):
        data, count, length = view.data, len(view.data), len(separator)
        signs = np.flatnonzero(data == separator[0])
        begins = np.zeros(count + 1, dtype=bool)
        begins[view.starts] = True
        # Something stands before each sign, the rest of the separator follows it, and then something else than the
        # sign, all of it in the same row.
        good = ~begins[signs]
        for distance in range(1, length + 1):
            places = np.minimum(signs + distance, count)
            there = data.take(places, mode="clip")
            good &= ~begins[places]
            good &= there == separator[distance] if distance < length else there != separator[0]
        mask[_owners(view.starts, signs[~good])] = False
    return True if mask.all() else mask


def _all_joined(view: View, separator: bytes) -> bool:
    """Return whether every sign that begins a separator is in its place; false where that is not certain."""
    data, length = view.data, len(separator)
    signs = data == separator[0]
    if not signs.any():
        return True
    for distance, byte in enumerate(separator[1:], start=1):
        if (signs[:-distance] > (data[distance:] == byte)).any():
            return False
    if (signs[:-length] & signs[length:]).any():
        return False
    # The first byte of a row and its last ones are no signs; those of a neighbour, where a row is short, neither.
    edges = [view.starts[:-1], *(view.starts[1:] - distance for distance in range(1, length + 1))]
    return not any(signs.take(places, mode="clip").any() for places in edges)


def _code(view: View, head: list[Ranges], tail: Ranges, least: int, most: int) -> Mask:
    starts, data, lengths, width = view.starts, view.data, view.lengths, len(head)
    fitting: npt.NDArray[np.bool_] = view.missing | ((lengths >= width + least) & (lengths <= width + most))
    rows = starts[:-1] if lengths.min(initial=width) > width else starts[:-1][lengths > width]
    usual = np.count_nonzero(_in_ranges(data, tail))
    good = True
    for distance, ranges in enumerate(head):
        there = data.take(rows + distance)
        usual += np.count_nonzero(~_in_ranges(there, tail))
        good = good and bool(_in_ranges(there, ranges).all())
    if good and usual == len(data):
        return True if fitting.all() else fitting
    strange = ~_in_ranges(data, tail)
    for distance, ranges in enumerate(head):
        strange[rows + distance] = ~_in_ranges(data.take(rows + distance), ranges)
    lengths = lengths.copy()
    ends = np.flatnonzero(data == _NEWLINE)
    if len(ends):  # Python's $ lets one newline follow the text
        owners = _owners(starts, ends)
        last = ends == starts[owners + 1] - 1
        strange[ends[last]] = False
        lengths[owners[last]] -= 1
    mask: npt.NDArray[np.bool_] = view.missing | ((lengths >= width + least) & (lengths <= width + most))
    mask[_owners(starts, np.flatnonzero(strange))] = False
    return True if mask.all() else mask
