"""The papers of a release: codebook, descriptor, record of validation, README."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from exporter import __version__
from exporter.release.codebook import codebook_csv, codebook_markdown
from exporter.release.descriptor import FILE_NAME, Resource, descriptor
from exporter.release.folder import sha256
from exporter.release.readme import dataset_readme
from exporter.schemas import load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from exporter.findings import Finding
    from exporter.release.dataset import Dataset
    from exporter.release.log import FindingLog
    from exporter.release.tables import TableOutput

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the papers of a release tell of.

    Attributes:
        dataset: what the dataset says about itself.
        outputs: its tables, by the name of their files without suffix; ``events`` first.
        keys: the column that identifies a row, for each flat table.
        coder_name: name of the coder.
        coder_version: version of the coder and its lexicon.
        documents: how many documents were read.
        min_confidence: events below this were left out.
        log: everything that was found.

    """

    dataset: Dataset
    outputs: Mapping[str, TableOutput]
    keys: Mapping[str, str]
    coder_name: str
    coder_version: str
    documents: int
    min_confidence: float
    log: FindingLog


def write_papers(folder: Path, contents: Contents) -> None:
    """Write everything of a release but its tables and SHA256SUMS into ``folder``."""
    counts = {output.schema_name: output.counts for output in contents.outputs.values()}
    flat = {name: counts[name] for name in contents.keys}
    books = {**flat, "event": counts["event"]}
    _write(folder / "codebook.md", codebook_markdown(books, heading=f"Codebook of {contents.dataset.title}"))
    _write(folder / "codebook.csv", codebook_csv(books))
    _write(folder / "validation.json", _json(validation_record(contents)))
    _write(folder / "README.md", dataset_readme(contents))
    resources = [*_resources(contents)]
    sums = {resource.path: sha256(folder / resource.path) for resource in resources}
    _write(folder / FILE_NAME, _json(descriptor(contents.dataset, resources, folder, sums)))


def _resources(contents: Contents) -> list[Resource]:
    found = []
    for name, output in sorted(contents.outputs.items()):
        schema = load_schema(output.schema_name)
        for file in output.files:
            key = contents.keys.get(name)
            is_table = file.endswith(".csv") and key is not None
            found.append(
                Resource(
                    path=file,
                    title=schema["title"],
                    layout=output.schema_name if is_table else None,
                    key=(key,) if is_table and key else (),
                )
            )
    title = load_schema("codebook")["title"]
    book = Resource(path="codebook.csv", title=title, layout="codebook", key=("table", "column"))
    return [*found, book, Resource(path="codebook.md", title=title)]


def validation_record(contents: Contents) -> dict[str, Any]:
    """Return what was checked, with what, and the outcome."""
    return {
        "valid": not contents.log.errors,
        "documents": contents.documents,
        "coder": {"name": contents.coder_name, "version": contents.coder_version},
        "min_confidence": contents.min_confidence,
        "checked_with": {
            "event-exporter": __version__,
            "jsonschema": version("jsonschema"),
            "dialect": _DIALECT,
        },
        "tables": [_table_record(output) for _, output in sorted(contents.outputs.items())],
        "errors": contents.log.errors,
        "warnings": contents.log.warnings,
        "counts": {f"{severity} {code}": count for (severity, code), count in sorted(contents.log.counts.items())},
        "findings": [_finding_record(finding) for finding in contents.log.kept],
    }


def _table_record(output: TableOutput) -> dict[str, Any]:
    report = output.report
    return {
        "files": list(output.files),
        "schema": load_schema(output.schema_name)["$id"],
        "rows_checked": report.rows,
        "rows_refused": report.invalid_rows,
        "rows_written": output.counts.rows,
        "counts": dict(sorted(report.counts.items())),
    }


def _finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding without the folders of its file, which differ from one machine to the next."""
    record = finding.to_dict()
    return record | {"file": PurePath(finding.file).name if finding.file else None}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
