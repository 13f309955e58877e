"""What commands say on standard error."""

import json

from exporter.cli.reporting import finding_printer
from exporter.findings import Finding


def findings(column, count):
    return [Finding(code="lost-zero", message="lost", column=column, row=row) for row in range(2, 2 + count)]


def printed(report_format, found, capsys):
    show = finding_printer(report_format)
    for finding in found:
        show(finding)
    return capsys.readouterr().err.splitlines()


def test_findings_of_one_rule_in_one_column_are_shown_three_times(capsys):
    lines = printed("text", [*findings("EventCode", 9), *findings("Actor1Code", 1)], capsys)
    assert [line.split(":")[0] for line in lines] == [
        "row 2, column EventCode",
        "row 3, column EventCode",
        "row 4, column EventCode",
        "further findings of lost-zero in column EventCode are counted, not shown",
        "row 2, column Actor1Code",
    ]


def test_json_has_every_finding(capsys):
    lines = printed("json", findings("EventCode", 9), capsys)
    assert [json.loads(line)["row"] for line in lines] == list(range(2, 11))
