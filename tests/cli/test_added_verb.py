"""A verb that is declared in one module has its function, its command and its help, as CONTRIBUTING.md shows."""

import re
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import CliRunner

from sim.cli import register

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


@pytest.fixture(scope="module")
def added() -> ModuleType:
    """The module that the section on verbs holds."""
    section = CONTRIBUTING.read_text(encoding="utf-8").partition("## Add a verb")[2]
    found = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert found
    module = ModuleType("neighbours")
    exec(compile(found[1], str(CONTRIBUTING), "exec"), module.__dict__)
    return module


def test_its_function_reads_the_scenario(added: ModuleType) -> None:
    assert added.neighbours("two_state", state="north") == ["south"]
    assert added.neighbours("baseline", state="dprk", most=1) == ["rok"]
    assert "most : int, default 5\n    How many names at most. 1 to 20." in added.neighbours.__doc__


def test_its_command_prints_and_explains_itself(added: ModuleType) -> None:
    app = typer.Typer(rich_markup_mode=None)
    register(app, "neighbours", added.command)
    register(app, "others", added.command)
    said = CliRunner().invoke(app, ["neighbours", "two_state", "--state", "north"])
    assert (said.exit_code, said.output) == (0, "south\n")
    helped = " ".join(CliRunner().invoke(app, ["neighbours", "--help"]).output.split())
    assert "List the rivals of a state." in helped
    assert "--most N How many names at most. [default: 5; 1 to 20]" in helped
    assert "List the rivals of a state." in CliRunner().invoke(app, ["--help"]).output
