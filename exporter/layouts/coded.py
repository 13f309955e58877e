"""What the layouts of coded events share: a day, a CAMEO code, and a source that acts on a target."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.base import TO_CAMEO_OR_PLOVER
from exporter.layouts.building import Side, cameo_classifications, one_day, parties, writable
from exporter.layouts.cells import apply, constant
from exporter.layouts.country_codes import to_iso3
from exporter.layouts.crossing import cameo_of
from exporter.layouts.nested import part
from exporter.layouts.table import Extract, TableLayout

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_COUNTRY_LETTERS = 3


class CodedLayout(TableLayout):
    """A layout of coded events; a subclass says which columns hold what.

    Attributes:
        sides: the slot of each party, and what the names of its columns begin with.

    """

    schemes = frozenset({"cameo"})
    written_from = TO_CAMEO_OR_PLOVER
    sides: tuple[tuple[str, str], ...]

    @abstractmethod
    def day(self, columns: Columns) -> pa.Array:
        """Return the day of each event."""

    @abstractmethod
    def code(self, columns: Columns) -> pa.Array:
        """Return the CAMEO code of each event, without a dictionary."""

    @abstractmethod
    def scores(self, columns: Columns, code: pa.Array) -> Columns:
        """Return goldstein and quad_class of each event."""

    @abstractmethod
    def side(self, columns: Columns, slot: str, prefix: str) -> Side:
        """Return a party."""

    @abstractmethod
    def report(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns that tell where the event happened and who reported it."""

    @abstractmethod
    def columns_of(self, batch: pa.RecordBatch, code: pa.Array, own: pa.Array) -> Columns:
        """Return the layout's columns for events; ``own`` marks those that were read from this family of layouts."""

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of the layout's columns."""
        code = self.code(columns)
        return {
            "date": one_day(self.day(columns), length),
            "classifications": cameo_classifications(code, self.scores(columns, code), length),
            "direction": constant("directed", length),
            "participants": parties([self.side(columns, *side) for side in self.sides], length),
        } | self.report(columns, length)

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return the layout's columns for the events of a batch that have a CAMEO code and a date."""
        code = cameo_of(batch)
        rows, findings = writable(batch, {"CAMEO code": code}, f"{self.dataset}'s columns", self.family)
        if len(rows) < batch.num_rows:
            batch, code = batch.take(pa.array(rows)), code.take(pa.array(rows))
        layout = part(batch.column("origin"), "layout")
        own = pc.fill_null(pc.is_in(layout, value_set=pa.array(sorted(self.family))), fill_value=False)
        return Extract(columns=self.columns_of(batch, code, own), events=rows, findings=findings)


def entity(code: str) -> str:
    """Return the country or organisation that an actor code begins with."""
    return code[:_COUNTRY_LETTERS]


def party_of_code(slot: str, code: pa.Array) -> Side:
    """Return a party that is known by its actor code alone."""
    country = to_iso3(apply(code, entity, pa.string()), "cameo")
    return Side(slot=slot, name=code, country=country, codes=[("cameo", code)])
