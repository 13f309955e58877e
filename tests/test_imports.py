"""Data flows one way: a room imports only rooms to its left."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "exporter"
FOUNDATION = ["errors", "findings"]
ROOMS = [
    "schemas",
    "events",
    "tables",
    "documents",
    "coding",
    "layouts",
    "validation",
    "writers",
    "conversion",
    "release",
    "evaluation",
    "api",
    "cli",
]
ORDER = FOUNDATION + ROOMS


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("exporter.")} - {"__version__"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_rooms_to_its_left(path):
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room in ("__init__", "__main__"):
        return
    allowed = set(ORDER[: ORDER.index(room) + 1])
    assert imported_rooms(path) <= allowed


def test_every_room_has_its_place():
    found = {entry.name for entry in PACKAGE.iterdir() if entry.is_dir() and (entry / "__init__.py").exists()}
    assert found <= set(ROOMS)
