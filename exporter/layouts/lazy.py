"""Columns that are read when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa


class LazyColumns(dict[str, "pa.Array"]):
    """Columns by name, some of which are read on first access: a conversion needs a third of GDELT's.

    >>> columns = LazyColumns()
    >>> columns.later("code", lambda: ["010"])
    >>> "code" in columns, columns["code"]
    (True, ['010'])
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, Callable[[], pa.Array]] = {}

    def later(self, name: str, read: Callable[[], pa.Array]) -> None:
        """Read the column ``name`` with ``read`` when it is asked for."""
        self._waiting[name] = read

    def __missing__(self, name: str) -> pa.Array:
        self[name] = self._waiting[name]()
        return self[name]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self._waiting
