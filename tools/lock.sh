#!/usr/bin/env bash
# Pin what pyproject.toml asks for, with hashes, for all Pythons and systems at once. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$@"; }
lock --extra dev --output-file requirements/dev.txt pyproject.toml requirements/build.in
lock --constraints requirements/dev.txt --output-file requirements/run.txt pyproject.toml requirements/build.in
