"""The public functions: paths, pandas DataFrames and Arrow tables in, DataFrames or Arrow tables out.

What goes in as an Arrow table comes out as one; all else comes out as a pandas DataFrame.
"""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from exporter.events import event_schema
from exporter.findings import warn
from exporter.tables.frames import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

    from exporter.coding import Coder
    from exporter.documents import Document
    from exporter.findings import Finding
    from exporter.release import BuildSummary, FindingLog
    from exporter.validation import Report

    Source: TypeAlias = str | Path | Iterable[str | Path | Document | Mapping[str, Any]] | pd.DataFrame | pa.Table


def code(
    source: Source,
    *,
    coder: Coder | None = None,
    jobs: int = 1,
    min_confidence: float = 0.0,
    on_finding: Callable[[Finding], None] = warn,
) -> Any:
    """Code documents and return their events, one row each, nested as the Event schema says.

    Args:
        source: a file or folder, several of them, documents, dictionaries, or a table with the columns of a document.
        coder: what codes; by default the embedded coder.
        jobs: worker processes.
        min_confidence: events that the coder holds for less likely than this are left out.
        on_finding: takes what is wrong with the input; by default it becomes a warning.

    >>> import exporter
    >>> report = {"id": "a", "text": "Police arrested twelve protesters in Almaty.", "published": "2022-01-05"}
    >>> exporter.code([report]).iloc[0]["document"]["id"]
    'a'

    """
    from exporter.coding import get_coder
    from exporter.coding.batches import event_batches
    from exporter.release import Checker

    checker = Checker("event", "events")
    batches = event_batches(
        _documents(source, on_finding), coder or get_coder(), jobs=jobs, min_confidence=min_confidence
    )
    table = pa.Table.from_batches(checker.valid_batches(batches), schema=event_schema())
    for finding in checker.report().findings:
        on_finding(finding)
    return _like(source, table)


def code_text(text: str, **fields: str) -> pd.DataFrame:
    """Code one text; ``fields`` are others of a document, such as ``published`` and ``country``.

    >>> import exporter
    >>> events = exporter.code_text("Police arrested twelve protesters in Almaty.", published="2022-01-05")
    >>> {one["id"] for one in events["document"]}
    {'text'}

    """
    frame: pd.DataFrame = code([{"id": "text", "text": text, **fields}])
    return frame


def explain(text: str, **fields: str) -> pd.DataFrame:
    """Return a row for each sentence and trigger of a text: the words and rules that made an event, or why none.

    >>> import exporter
    >>> exporter.explain("The weather was fine.")["coded"].tolist()
    [False]

    """
    import pandas as pd

    from exporter.coding.explanation import explain_document
    from exporter.documents import document_from_dict

    rows = []
    for sentence in explain_document(document_from_dict({"id": "text", "text": text, **fields})):
        head = {"sentence": sentence.index + 1, "text": sentence.text}
        rows += [{**head, **asdict(trigger)} for trigger in sentence.triggers]
        if not sentence.triggers:
            rows.append({**head, "coded": False, "reason": sentence.reason})
    return pd.DataFrame(rows)


def build(
    source: Source,
    out: str | Path,
    *,
    dataset: str | Path | Mapping[str, Any] | None = None,
    coder: Coder | None = None,
    jobs: int = 1,
    min_confidence: float = 0.0,
    guard_formulas: bool = False,
    force: bool = False,
    log: FindingLog | None = None,
    watch: Callable[[Iterator[Document]], Iterator[Document]] = iter,
) -> BuildSummary:
    """Code documents and leave a dataset in the folder ``out``.

    Args:
        source: as ``code`` takes it.
        out: the folder; an earlier dataset in it is replaced.
        dataset: title, licence and so on, a TOML file or a dictionary; by default dataset.toml of an input folder.
        coder: what codes; by default the embedded coder.
        jobs: worker processes.
        min_confidence: events that the coder holds for less likely than this are left out.
        guard_formulas: whether CSV cells that a spreadsheet would run as a formula get an apostrophe in front.
        force: whether a folder that holds something else is used too.
        log: takes the findings; they are also in the summary.
        watch: what the documents pass through, such as a progress bar.

    Raises:
        OccupiedFolderError: ``out`` holds something else and ``force`` is not set.
        DatasetError: the description of the dataset is not right.

    >>> import exporter, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     exporter.build([{"id": "a", "text": "Police arrested a man."}], folder + "/out").documents
    1

    """
    from exporter.coding import get_coder
    from exporter.release import FindingLog, build_release

    log = log or FindingLog()
    if isinstance(source, list | tuple) and all(isinstance(one, str | Path) for one in source):
        source = sorted(source, key=str)  # which of two documents with one id keeps it must not depend on the order
    return build_release(
        watch(_documents(source, log.add)),
        out,
        coder=coder or get_coder(),
        dataset=_dataset(source, out, dataset),
        jobs=jobs,
        min_confidence=min_confidence,
        guard_formulas=guard_formulas,
        force=force,
        log=log,
    )


def read_events(path: str | Path) -> pd.DataFrame:
    """Return the events of events.jsonl or events.parquet as a DataFrame.

    Raises:
        UnreadableEventsError: the file is missing, or is not made of events.

    """
    from exporter.release import read_event_batches

    return frame_of(pa.Table.from_batches(read_event_batches(path), schema=event_schema()))


def to_layout(events: Any, layout: str) -> Any:
    """Return the rows of a published layout for events, as ``code`` or ``read_events`` give them.

    Raises:
        UnknownNameError: there is no such layout.

    >>> import exporter
    >>> report = {"id": "a", "text": "Police arrested twelve protesters in Almaty.", "published": "2022-01-05"}
    >>> exporter.to_layout(exporter.code([report]), "cameo")["document_id"].tolist()[:1]
    ['a']

    """
    from exporter.layouts import to_layout as rows_of

    table = _event_table(events)
    order = pa.compute.sort_indices(table, [("incident_id", "ascending"), ("event_id", "ascending")])
    return _like(events, rows_of(table.take(order), layout, on_finding=warn))


def validate(data: Any, *, layout: str | None = None, **options: Any) -> Report:
    """Return what is wrong with a table or a file.

    ``layout`` names a schema of this package with its checks; without it the one whose columns the data has is taken.
    ``options`` are those of ``exporter.validation.validate``, such as ``schema`` for a JSON Schema of your own.

    >>> import exporter, pandas as pd
    >>> exporter.validate(pd.DataFrame({"n": [1, -2]}), schema={"properties": {"n": {"minimum": 0}}}).counts
    {'minimum': 1}

    """
    from exporter.validation import validate as check

    return check(_with_dates(data) if hasattr(data, "iloc") else data, layout=layout, **options)


def _with_dates(frame: pd.DataFrame) -> pa.Table:
    """Return the table of a DataFrame; pandas has no dates, so moments that are all midnight are taken for dates."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for position, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) and field.type.tz is None:
            dates = table.column(position).cast(pa.date32(), safe=False)
            if dates.cast(field.type).equals(table.column(position)):
                table = table.set_column(position, field.name, dates)
    return table


def codebook(layout: str) -> pd.DataFrame:
    """Return what every column of a layout means, one row each.

    >>> import exporter
    >>> exporter.codebook("acled").loc[0, "column"]
    'event_id_cnty'

    """
    import pandas as pd

    from exporter.release.codebook import codebook_rows

    return pd.DataFrame(codebook_rows(layout))


def schema(name: str) -> dict[str, Any]:
    """Return a copy of the JSON Schema of that name.

    >>> import exporter
    >>> exporter.schema("event")["title"]
    'Event'

    """
    import copy

    from exporter.schemas import load_schema

    return copy.deepcopy(load_schema(name))


def _documents(source: Source, on_finding: Callable[[Finding], None]) -> Iterator[Document]:
    from exporter.documents import Document, document_from_dict, read_documents

    for is_path, items in groupby(_items(source), lambda item: isinstance(item, str | Path)):
        if is_path:
            # Paths are read together, so that a document id that two of them have is noticed.
            yield from read_documents(items, on_finding=on_finding)
        else:
            for item in items:
                yield item if isinstance(item, Document) else document_from_dict(item)


def _items(source: Any) -> Iterator[Any]:
    if isinstance(source, str | Path):
        yield source
    elif isinstance(source, pa.Table):
        for batch in source.to_batches():
            yield from batch.to_pylist()
    elif hasattr(source, "iloc"):
        yield from pa.Table.from_pandas(source, preserve_index=False).to_pylist()
    else:
        yield from source


def _dataset(source: Source, out: str | Path, given: str | Path | Mapping[str, Any] | None) -> Any:
    from exporter.release.dataset import dataset_from_dict, find_description, load_dataset

    name = _name(out)
    if isinstance(given, str | Path):
        return load_dataset(Path(given), name=name)
    if given is not None:
        return dataset_from_dict({"name": name, **given})
    paths = [source] if isinstance(source, str | Path) else source if isinstance(source, list | tuple) else []
    found = find_description(one for one in paths if isinstance(one, str | Path))
    return load_dataset(found, name=name) if found else dataset_from_dict({"name": name})


def _name(out: str | Path) -> str:
    """Return a name for a dataset in the folder ``out`` that package descriptors take."""
    letters = (letter if letter.isascii() and letter.isalnum() else "-" for letter in Path(out).resolve().name.lower())
    return "".join(letters).strip("-")[:100] or "events"


def _event_table(events: Any) -> pa.Table:
    if isinstance(events, pa.Table):
        return events
    if isinstance(events, pa.RecordBatch):
        return pa.Table.from_batches([events])
    if hasattr(events, "iloc"):
        return pa.Table.from_pandas(events, schema=event_schema(), preserve_index=False)
    from exporter.events import to_batch

    return pa.Table.from_batches([to_batch(events)])


def _like(source: Any, table: pa.Table) -> Any:
    """Return ``table`` as a DataFrame, unless Arrow was handed in."""
    return table if isinstance(source, pa.Table | pa.RecordBatch) else frame_of(table)
