"""The layouts by name; a new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from exporter.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from exporter.layouts.base import Layout

# Name of the layout: module of this package that holds it as LAYOUT.
_MODULES = {
    "acled": "acled",
    "acled-numeric": "acled_numeric",
    "acled-population": "acled_population",
    "acled-2019": "acled_2019",
    "acled-legacy": "acled_legacy",
    "acled-monadic": "acled_monadic",
    "acled-aggregate": "acled_aggregate",
    "cameo": "cameo",
    "gdelt2": "gdelt2",
    "gdelt1": "gdelt1",
    "gdelt-mentions": "gdelt_mentions",
    "icews": "icews",
    "phoenix": "phoenix",
    "petrarch2": "petrarch2",
    "polecat": "polecat",
    "plover-json": "plover_json",
    "ucdp-ged": "ucdp_ged",
}

_GOOD = 0.8  # a fit below is a likeness: the layouts of one dataset share two thirds of their columns


class _Layouts(Mapping[str, "Layout"]):
    """The layouts by name, each imported when it is first asked for."""

    def __getitem__(self, name: str) -> Layout:
        layout: Layout = import_module(f"exporter.layouts.{_MODULES[name]}").LAYOUT
        return layout

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


LAYOUTS: Mapping[str, Layout] = _Layouts()


def get_layout(name: str) -> Layout:
    """Return the layout of that name.

    Raises:
        UnknownNameError: there is no such layout.

    >>> get_layout("acled").schema_name
    'acled'

    """
    if name not in LAYOUTS:
        raise UnknownNameError("layout", name, LAYOUTS)
    return LAYOUTS[name]


def detect_layout(columns: Sequence[str], sample: pa.Table) -> list[tuple[str, float]]:
    """Return the layouts that a table may have and how well each fits, the best first; none that fits badly."""
    fits = [(name, layout.detect(columns, sample)) for name, layout in LAYOUTS.items()]
    return sorted(((name, fit) for name, fit in fits if fit >= _GOOD), key=lambda pair: (-pair[1], pair[0]))
