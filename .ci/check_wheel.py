"""Check that the wheel holds all of the package and of schema/, and nothing else."""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SOURCES = {"exporter": ROOT / "exporter", "exporter/schema": ROOT / "schema"}


def expected() -> set[str]:
    """Return the names that the wheel must hold, its metadata left out."""
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}"
        for prefix, folder in _SOURCES.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def main(wheel: str) -> None:
    """Leave with a message where the wheel and the checkout differ."""
    found = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    missing, foreign = sorted(expected() - found), sorted(found - expected())
    if missing or foreign:
        sys.exit(f"missing in {wheel}: {missing}; not of the checkout: {foreign}")
    print(f"{Path(wheel).name}: {len(found)} files, {Path(wheel).stat().st_size:,} bytes")  # noqa: T201 - a script's report


if __name__ == "__main__":
    main(sys.argv[1])
