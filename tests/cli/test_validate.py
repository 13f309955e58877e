import csv
import json
import shutil

import pytest
from click.testing import CliRunner

from exporter.cli import cli
from exporter.release import build_release


def invoke(*arguments):
    return CliRunner().invoke(cli, ["validate", *map(str, arguments)], standalone_mode=False)


@pytest.fixture(scope="module")
def release(tmp_path_factory, make_release):
    return make_release(tmp_path_factory.mktemp("release") / "out")
