"""README.md of a dataset folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import __version__
from exporter.schemas import load_schema

if TYPE_CHECKING:
    from exporter.release.dataset import Dataset
    from exporter.release.papers import Contents

_OTHER_FILES = (
    ("codebook.md", "every column: type, meaning, allowed values with labels, share of empty cells"),
    ("codebook.csv", "the same as a table"),
    ("datapackage.json", "descriptor of the files (Data Package, version 2)"),
    ("validation.json", "what was checked, with what, and the outcome"),
    ("SHA256SUMS", "checksums of all files: `sha256sum -c SHA256SUMS`"),
)


def dataset_readme(contents: Contents) -> str:
    """Return the text of README.md for the folder that ``contents`` describes."""
    dataset = contents.dataset
    parts = [
        f"# {dataset.title}\n",
        f"{dataset.description}\n",
        _facts(dataset, contents),
        "## Files\n",
        _files(contents),
        "## Reading it\n",
        (
            "Cells without quotation marks that are empty are missing values; text is always quoted. "
            "The Parquet files carry types, so that codes such as 010 keep their zero:\n"
        ),
        '```python\nimport pandas as pd\n\nevents = pd.read_parquet("acled.parquet")\n```\n',
        '```r\nevents <- arrow::read_parquet("acled.parquet")\n```\n',
        (
            "Most readers of CSV take codes for numbers unless they are told not to (R's readr leaves them as they "
            "are), and base R takes empty cells for empty text:\n"
        ),
        '```python\nevents = pd.read_csv("cameo.csv", dtype={"cameo_code": str, "cameo_root": str})\n```\n',
        (
            '```r\nevents <- read.csv("cameo.csv", na.strings = "",\n'
            '                   colClasses = c(cameo_code = "character", cameo_root = "character"))\n```\n'
        ),
        "`codebook.csv` has a title for every column, to label it with.\n",
        "## Where it comes from\n",
        f"{contents.documents:,} documents, coded by the coder {contents.coder_name}, version "
        f"{contents.coder_version}, of event-exporter {__version__}"
        + (f"; events of a confidence below {contents.min_confidence} are left out" if contents.min_confidence else "")
        + ". Every row was held against its JSON Schema before it was written (validation.json); the words that a "
        "record rests on are in `evidence` of events.jsonl and in `sentence` of cameo.csv.\n",
        (
            "Names of columns and values are those that ACLED and CAMEO made usual. This dataset is not affiliated "
            "with either, and it is coded by a program: check the sentence before you rely on a single row.\n"
        ),
        "## Citation\n",
        f"{dataset.cite()}\n",
    ]
    return "\n".join(parts)


def _facts(dataset: Dataset, contents: Contents) -> str:
    licences = "; ".join(_licence(one) for one in dataset.licenses) or "not stated"
    rows = ", ".join(f"{output.counts.rows:,} rows in {name}" for name, output in sorted(contents.outputs.items()))
    facts = [
        ("Version", dataset.version),
        ("Date", dataset.created),
        ("Licence", licences),
        ("Contributors", "; ".join(person["title"] for person in dataset.contributors) or None),
        ("Home page", dataset.homepage),
        ("Size", rows),
    ]
    return "\n".join(f"- {name}: {value}" for name, value in facts if value) + "\n"


def _licence(licence: dict[str, str]) -> str:
    name = licence.get("title") or licence.get("name") or licence["path"]
    return f"[{name}]({licence['path']})" if "path" in licence else name


def _files(contents: Contents) -> str:
    lines = []
    for output in (output for _, output in sorted(contents.outputs.items())):
        description = load_schema(output.schema_name)["description"].split(". ")[0].rstrip(".")
        lines.append(f"- {', '.join(f'`{name}`' for name in output.files)}: {description[0].lower()}{description[1:]}")
    lines += [f"- `{name}`: {meaning}" for name, meaning in _OTHER_FILES]
    return "\n".join(lines) + "\n"
