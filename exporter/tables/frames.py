"""Arrow tables as DataFrames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Return a DataFrame in which whole numbers stay whole where some are missing, and dates are dates."""
    import pandas as pd  # noqa: PLC0415 - slow to import

    whole = {
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
    }
    frame: pd.DataFrame = table.to_pandas(types_mapper=whole.get, date_as_object=False)
    return frame
