"""Codes of states on days on which no state had them, as findings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.findings import Finding
from exporter.layouts.cell_findings import name_rows
from exporter.layouts.cells import apply
from exporter.layouts.country_codes import to_iso3, was_held

if TYPE_CHECKING:
    from exporter.layouts.base import Context


def untimely(codes: pa.Array, system: str, days: pa.Array, column: str, context: Context) -> list[Finding]:
    """Return a finding for each code that no state had on the day of its event; ``expected`` is how it was read."""

    def late(pair: str) -> bool:
        code, _, day = pair.rpartition("|")
        return not was_held(code, system, dt.date.fromisoformat(day))

    pairs = pc.binary_join_element_wise(codes, days.cast(pa.date32()).cast(pa.string()), "|")
    asked = pc.fill_null(apply(pairs, late, pa.bool_()), fill_value=False).to_numpy(zero_copy_only=False)
    read = to_iso3(codes, system, days)
    findings = []
    for certain in (True, False):
        rows = np.flatnonzero(asked & (pc.is_valid(read).to_numpy(zero_copy_only=False) == certain))
        how = "it was read as the one that followed" if certain else "which of those that followed is not certain"
        finding = Finding(
            code="state-of-another-time" if certain else "ambiguous-state",
            message=f"no state had this number on the day of the event; {how}",
            severity="warning",
            column=column,
        )
        findings += name_rows(finding, rows, codes, read, context)
    return findings
