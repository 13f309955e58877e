"""Tell which layout a file has, and open it as that layout's files are read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa
from jsonschema import Draft202012Validator

from exporter.errors import ExporterError
from exporter.layouts.base import Context
from exporter.layouts.registry import LAYOUTS, detect_layout, get_layout
from exporter.schemas import load_schema
from exporter.tables import ReadOptions, TableError, TableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.layouts.base import Layout
    from exporter.tables import Source, TableReader
    from exporter.tables.reading import TableSample

_LOOKED_AT = 25  # rows of a file without names that are held against each layout's schema
_ENOUGH = 0.5  # share of them that must be valid
_NEAR = 0.02  # fits that lie closer together than this do not tell layouts apart


@dataclass(frozen=True, slots=True)
class Detection:
    """What a file looks like.

    Attributes:
        file: the file, as the user named it.
        layout: name of the layout that fits best; None where none fits.
        fits: every layout that fits and how well, from 0 to 1, the best first.
        columns: names of the columns; of the layout where the file has none.
        header: whether the first row holds names.

    """

    file: str
    layout: str | None
    fits: tuple[tuple[str, float], ...]
    columns: tuple[str, ...]
    header: bool


class UnknownLayoutError(ExporterError):
    """A table that no layout fits.

    Attributes:
        file: the file, as the user named it.
        columns: names of its columns, or how many it has.

    """

    def __init__(self, file: str, columns: list[str] | None, width: int) -> None:
        self.file, self.columns, self.width = file, columns, width
        super().__init__(file, columns)

    def __str__(self) -> str:
        if self.columns:
            named = ", ".join(LAYOUTS)
            return (
                f"{self.file}: no layout has these columns: {', '.join(self.columns)}; name one with --from ({named})"
            )
        widths = ", ".join(f"{name} {_widths(layout)}" for name, layout in LAYOUTS.items() if layout.forms)
        return (
            f"{self.file}: no layout has files of {self.width} columns without names like this one ({widths});"
            " put the names of the columns above the first row, or name the layout with --from"
        )


def _widths(layout: Layout) -> str:
    """Return in words how many columns files of a layout without names have."""
    known = {len(form) - less for form in layout.forms for less in range(layout.reading.optional + 1)}
    *others, last = map(str, sorted(known))
    return f"{', '.join(others)} or {last}" if others else last


def detect(source: Source) -> Detection:
    """Return which layout a file has.

    Raises:
        InputError: the file cannot be opened.
        TableError: it is no table that can be read.

    """
    with TableFile(source) as file:
        return _detect(file)[0]


def _detect(file: TableFile) -> tuple[Detection, dict[str, ReadOptions]]:
    """Return what a file looks like, and how each layout that fits would read it where it has no names."""
    sample = _sample(file)
    options: dict[str, ReadOptions] = {}
    if sample.header is not None:
        fits = detect_layout(sample.columns, sample.rows)
        columns, header = tuple(sample.columns), True
    else:
        width = _width(sample, list(LAYOUTS.values()))
        fits = _fits_without_names(file, width, options)
        columns, header = tuple(sample.columns[:width]), False
        if fits and (form := _form(LAYOUTS[fits[0][0]], width)):
            columns = form[:width]
    best = fits[0][0] if fits else None
    if len(fits) > 1 and fits[0][1] - fits[1][1] < _NEAR:
        best = _by_rows(sample, [name for name, fit in fits if fits[0][1] - fit < _NEAR]) or best
    return Detection(file.name, best, tuple(fits), columns, header), options


def _sample(file: TableFile) -> TableSample:
    """Return the first rows of a file.

    Raises:
        TableError: it is no table that can be read, or has none.

    """
    sample = file.sample()
    if not sample.columns:  # as the answer of an API to a question that nothing meets
        raise TableError(file.name, "holds no rows")
    return sample


def _width(sample: TableSample, layouts: Sequence[Layout]) -> int:
    """Return how many columns a file without names has; an empty last one that no layout has ends its rows only."""
    width = len(sample.columns)
    last = sample.rows.column(width - 1)
    known = any(_form(layout, width) for layout in layouts)
    ended = not known and last.null_count == len(last) and any(_form(layout, width - 1) for layout in layouts)
    return width - 1 if ended else width


def _fits_without_names(file: TableFile, width: int, options: dict[str, ReadOptions]) -> list[tuple[str, float]]:
    fits = []
    for name, layout in LAYOUTS.items():
        opened = _without_names(file, layout, width)
        if opened is None:
            continue
        options[name], rows = opened[0], opened[1].rows
        share = _valid_share(layout, rows)
        if share >= _ENOUGH:
            fits.append((name, round(share, 3)))
    return sorted(fits, key=lambda fit: (-fit[1], fit[0]))


def are_counted(columns: Sequence[str]) -> bool:
    """Say whether columns are only counted, as pandas and pyarrow name those of a file without a row of names.

    >>> are_counted(["0", "1"]), are_counted(["f0", "f1"]), are_counted(["year", "country"])
    (True, True, False)
    """
    return any(list(columns) == [f"{letter}{place}" for place in range(len(columns))] for letter in ("", "f"))


def detect_counted(rows: pa.Table) -> list[tuple[str, float]]:
    """Return the layouts whose files without names have rows of text cells like these, the best first."""
    fits = []
    for name, layout in LAYOUTS.items():
        form = _form(layout, rows.num_columns)
        share = 0.0 if form is None else _valid_share(layout, rows.rename_columns(form[: rows.num_columns]))
        if share >= _ENOUGH:
            fits.append((name, round(share, 3)))
    return sorted(fits, key=lambda fit: (-fit[1], fit[0]))


def names_of(layout: Layout, columns: Sequence[str]) -> list[str]:
    """Return the names of columns: those of the layout's files without names where they are only counted."""
    form = _form(layout, len(columns)) if are_counted(columns) else None
    return list(columns if form is None else form[: len(columns)])


def _form(layout: Layout, width: int) -> tuple[str, ...] | None:
    """Return the columns of a file of so many columns without names; None where the layout has no such files."""
    fewest = layout.reading.optional
    return next((form for form in layout.forms if len(form) - fewest <= width <= len(form)), None)


def _without_names(file: TableFile, layout: Layout, width: int) -> tuple[ReadOptions, TableSample] | None:
    """Return how to read a file without names: as the layout's own files, or with the delimiter that it has."""
    form = _form(layout, width)
    if form is None:
        return None
    own = replace(layout.reading, header=False, columns=form)
    for options in (own, replace(own, delimiter=None, quoting=None)):
        try:
            return options, file.sample(options)
        except TableError:
            continue
    return None


def _by_rows(sample: TableSample, names: list[str]) -> str | None:
    """Return the layout whose schema most rows of the sample meet, where one stands out."""
    shares = sorted(((_valid_share(LAYOUTS[name], sample.rows), name) for name in names), reverse=True)
    return shares[0][1] if len(shares) < 2 or shares[0][0] > shares[1][0] else None  # noqa: PLR2004 - a pair


def _valid_share(layout: Layout, rows: pa.Table) -> float:
    """Return the share of the first rows that the layout's schema allows."""
    batches = rows.slice(0, _LOOKED_AT).combine_chunks().to_batches()
    if not batches:
        return 0.0
    typed, findings = layout.parse(batches[0], Context())
    unreadable = {finding.row for finding in findings if finding.severity == "error"}
    validator = Draft202012Validator(load_schema(layout.schema_name))
    records = typed.to_pylist()
    dates = [field.name for field in typed.schema if pa.types.is_date(field.type)]
    valid = 0
    for index, record in enumerate(records):
        for name in dates:
            record[name] = record[name].isoformat() if record[name] else None
        valid += Context().row(index) not in unreadable and validator.is_valid(record)
    return valid / len(records)


def _fitting(file: TableFile, layout: Layout, options: ReadOptions) -> tuple[ReadOptions, TableSample]:
    """Return how to read a file with names: as the layout's own files, unless it was saved again in another form."""
    told = ReadOptions(header=True, optional=options.optional)
    sample = file.sample(told)
    try:
        own = file.sample(options)
    except TableError:
        return told, sample
    found, known = (len(layout.match(one.columns)) for one in (sample, own))
    return (options, own) if known >= found else (told, sample)


def _with_names(layout: Layout) -> ReadOptions:
    """Return how to read a file of the layout that has names."""
    if layout.reading.header is False:
        # Files that are published without names have been saved again by somebody: nothing is certain of their form.
        return ReadOptions(header=True, optional=layout.reading.optional)
    return layout.reading


@dataclass(frozen=True, slots=True)
class Opening:
    """How a file is to be opened.

    Attributes:
        layout: its layout.
        options: how to read it.
        names: the true names of its columns, where its header has been damaged; None where the reader's are right.

    """

    layout: Layout
    options: ReadOptions
    names: list[str] | None


def choose(file: TableFile, name: str | None = None) -> Opening:
    """Return how to open a file of the layout ``name``, told from the file where None.

    Raises:
        UnknownNameError: there is no layout of that name.
        UnknownLayoutError: no layout fits the file.
        TableError: the file is no table that can be read.

    """
    options: dict[str, ReadOptions] = {}
    if name is None:
        found, options = _detect(file)
        if found.layout is None:
            raise UnknownLayoutError(file.name, list(found.columns) if found.header else None, len(found.columns))
        layout, header, width = get_layout(found.layout), found.header, len(found.columns)
    else:
        layout, sample = get_layout(name), _sample(file)
        header = sample.header is not None
        width = len(sample.columns) if header else _width(sample, [layout])
    if not header:
        if layout.name not in options:
            opened = _without_names(file, layout, width)
            if opened is None:
                raise _unknown_width(file, layout, width)
            options[layout.name] = opened[0]
        return Opening(layout, options[layout.name], None)
    named, sample = _fitting(file, layout, _with_names(layout))
    return Opening(layout, named, layout.name_columns(sample.columns, sample.rows))


def _unknown_width(file: TableFile, layout: Layout, width: int) -> TableError:
    """Return what is wrong with a file without names that has none of the layout's numbers of columns."""
    if not layout.forms:
        reason, advice = f"has no row of names, which files of {layout.name} have", "put the names above the first row"
    else:
        reason = f"has {width} columns without names where files of {layout.name} have {_widths(layout)}"
        advice = "put the names above the first row, or say which layout it is"
    return TableError(file.name, reason, advice=advice)


@contextmanager
def open_layout(source: Source, name: str | None = None) -> Iterator[tuple[Layout, TableReader]]:
    """Open a table file and yield its layout and its reader.

    Args:
        source: a path, ``-`` for standard input, or an open binary file.
        name: its layout; told from the file where None.

    Raises:
        UnknownNameError: there is no layout of that name.
        UnknownLayoutError: no layout fits the file.
        InputError, TableError: the file cannot be read.

    """
    with TableFile(source) as file:
        opening = choose(file, name)
        with file.read(opening.options) as reader:
            reader.rename(opening.names or reader.columns)
            yield opening.layout, reader
