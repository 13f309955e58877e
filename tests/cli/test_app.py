import subprocess
import sys

import pytest
from click.testing import CliRunner

from exporter import __version__
from exporter.cli import cli
from exporter.cli.app import COMMANDS


def run(*arguments, **options):
    command = [sys.executable, "-m", "exporter", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # noqa: S603 - our own code


def test_the_version_is_told():
    result = run("--version")
    assert (result.returncode, result.stdout) == (0, f"event-exporter {__version__}\n")


def test_the_version_is_told_without_loading_anything_heavy():
    code = "import sys; from exporter.cli import cli; cli(['--version'], standalone_mode=False); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
    assert not {"pyarrow", "pandas", "numpy", "jsonschema", "rich"} & set(loaded)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: cli {name} ")


def test_an_unknown_command_cannot_run_and_the_nearest_is_named():
    result = run("schem")
    assert result.returncode == 2
    assert "'schem'" in result.stderr


def test_a_failure_that_the_user_can_act_on_is_one_line_and_status_2():
    result = run("schema", "evnt")
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("event-exporter: no schema named 'evnt'; did you mean 'event'?")
    assert "Traceback" not in result.stderr


def test_a_reader_that_has_had_enough_is_no_error_message():
    command = f"'{sys.executable}' -m exporter schema event | head -c 1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)  # noqa: S603, S607
    assert result.stderr == ""
