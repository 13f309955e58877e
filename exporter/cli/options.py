"""Arguments and options that several commands share."""

from __future__ import annotations

import os

import click

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
jobs = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="Worker processes; 0 takes one for each core. The output does not depend on it.",
)
min_confidence = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    metavar="P",
    help="Leave out events that the coder holds for less likely than this.",
)
include_uncertain = click.option(
    "--include-uncertain",
    is_flag=True,
    help="Write those events too that are wrong more often than right: of reports on several countries, which are "
    "left out otherwise.",
)
report_format = click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How findings are reported.",
)


def worker_count(jobs: int) -> int:
    """Return the number of workers that ``--jobs`` asks for."""
    if jobs:
        return jobs
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))  # a container may have fewer cores than the machine
    return os.cpu_count() or 1
