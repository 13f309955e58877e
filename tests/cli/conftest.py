from typing import NamedTuple

import pytest
from click.testing import CliRunner

from exporter.cli import run


class Result(NamedTuple):
    status: int
    stdout: str
    stderr: str


@pytest.fixture
def event_exporter():
    """Return a function that runs the command line in this process, which has the lexicon already."""

    def invoke(*arguments, text=None):
        with CliRunner().isolation(input=text) as (out, err, _):
            status = run([str(argument) for argument in arguments])
            return Result(status, out.getvalue().decode(), err.getvalue().decode())

    return invoke
