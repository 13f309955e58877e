"""Published files, where they are at hand: each comes back from its events cell by cell."""

import pytest

from exporter.layouts import Context, get_layout
from exporter.tables import ReadOptions, read_table

COMMAS = {"header": True, "delimiter": ",", "quoting": True}
FILES = {
    "gdelt/gdelt2_20191024143000.export.CSV": ("gdelt2", 2111, {}),
    "gdelt/gdelt1_20160728_ragged57-58.tsv": ("gdelt1", 710, {}),
    "gdelt/gdelt1_20141124.export.CSV.zip": ("gdelt1", 100, {}),
    "gdelt/gdelt2_mentions_20170701_pandas.csv": (
        "gdelt-mentions",
        1635,
        {"header": True, "delimiter": ",", "quoting": True},
    ),
    "icews/icews_events.2018.sample.tab": ("icews", 3705, {}),
    "ucdp/ucdp_ged23_49cols_sample1000.csv": ("ucdp-ged", 1000, {}),
    "ucdp/ucdp_ged_hdx_bangladesh_hxl.csv": ("ucdp-ged", 601, {}),
}


@pytest.mark.parametrize("name", FILES)
def test_every_cell_of_a_published_file_comes_back(shared, name):
    layout_name, rows, stated = FILES[name]
    layout = get_layout(layout_name)
    known = {"delimiter": layout.reading.delimiter, "quoting": layout.reading.quoting, "header": layout.reading.header}
    known |= stated
    names = None if known["header"] else tuple(layout.schema.names)
    options = ReadOptions(**known, columns=names, optional=layout.reading.optional)
    seen = 0
    with read_table(str(shared(f"samples/{name}")), options) as reader:
        for batch in reader.batches():
            events, findings = layout.to_events(batch, Context(file=name, first_row=seen + 1))
            assert [finding for finding in findings if finding.severity == "error"] == []
            assert layout.to_text(events, batch.schema.names).to_pylist() == batch.to_pylist()
            seen += batch.num_rows
    assert seen == rows
