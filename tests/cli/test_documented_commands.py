"""The commands that a page shows run as they are typed."""

import shlex

from tests.cli.typed import Call
from tests.documented import commands


def test_every_command_of_the_page_on_tables_and_data_runs(peninsula: Call) -> None:
    shown = commands("docs/tables-and-data.md")
    assert len(shown) >= 3
    for command, _ in shown:
        first, *words = shlex.split(command)
        assert first == "peninsula"
        assert peninsula(*words).code == 0, command
