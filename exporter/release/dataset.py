"""What a dataset says about itself: dataset.toml."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.errors import ExporterError
from exporter.schemas import load_schema
from exporter.validation import Validator

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE_NAME = "dataset.toml"
_TITLE = "Coded political events"
_DESCRIPTION = "Political events coded from news reports, in ACLED-style and CAMEO-style tables."


class DatasetError(ExporterError):
    """A description of a dataset that cannot be used.

    Attributes:
        path: the file, or what stands for it.
        reason: what is wrong and what was expected.

    """

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(self.path, reason)

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The description of a dataset; schema/dataset.schema.json says what each field means."""

    name: str = "events"
    title: str = _TITLE
    description: str = _DESCRIPTION
    version: str = "0.1.0"
    created: str | None = None
    homepage: str | None = None
    id: str | None = None
    citation: str | None = None
    keywords: tuple[str, ...] = ()
    licenses: tuple[dict[str, str], ...] = ()
    contributors: tuple[dict[str, Any], ...] = ()
    sources: tuple[dict[str, str], ...] = field(default=())

    def cite(self) -> str:
        """Return how to cite the dataset.

        >>> Dataset(title="Almaty", version="1.0.0", created="2022-02-01").cite()
        '(2022): Almaty. Version 1.0.0.'
        """
        if self.citation:
            return self.citation
        authors = "; ".join(person["title"] for person in self.contributors)
        year = f"({self.created[:4]})" if self.created else ""
        head = " ".join(part for part in (authors, year) if part)
        text = f"{head + ': ' if head else ''}{self.title}. Version {self.version}."
        return f"{text} {self.id}" if self.id else text


def find_description(inputs: Iterable[str | Path]) -> Path | None:
    """Return the dataset.toml of the folders among ``inputs``, None where there is none.

    Raises:
        DatasetError: two folders have one each.

    """
    found = [Path(one) / FILE_NAME for one in inputs if (Path(one) / FILE_NAME).is_file()]
    if len(found) > 1:
        raise DatasetError(found[1], f"a release has one description, and {found[0]} is another; name one of them")
    return found[0] if found else None


def load_dataset(path: Path, *, name: str) -> Dataset:
    """Return the description in a TOML file; ``name`` is taken where the file gives none.

    Raises:
        DatasetError: the file cannot be read, is no TOML or breaks schema/dataset.schema.json.

    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(path, f"cannot be read: {error}") from error
    return dataset_from_dict({"name": name, **content}, origin=path)


def dataset_from_dict(content: dict[str, Any], *, origin: str | Path = "dataset description") -> Dataset:
    """Return the description in a dictionary of the form that schema/dataset.schema.json gives.

    Raises:
        DatasetError: it breaks the schema.

    """
    plain = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in content.items()}
    for finding in Validator(load_schema("dataset")).validate_rows([plain]).findings:
        raise DatasetError(origin, f"{finding.column or 'file'}: {finding.message}")
    try:
        # jsonschema leaves the format date-time unchecked unless one more package is installed.
        dt.datetime.fromisoformat(plain.get("created", "2000-01-01"))
    except ValueError as error:
        raise DatasetError(origin, f"created: {plain['created']!r} is no ISO 8601 date or time") from error
    licence = plain.pop("license", None)
    if licence and "licenses" not in plain:
        plain["licenses"] = [{"name": licence}]
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    return Dataset(**fields)


def source_date() -> str | None:
    """Return the day that SOURCE_DATE_EPOCH names, None where it is not set.

    Raises:
        DatasetError: it is not a number of seconds.

    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise DatasetError("SOURCE_DATE_EPOCH", f"seconds since 1970 expected, found {seconds!r}") from error
