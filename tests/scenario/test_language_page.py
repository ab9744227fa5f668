"""The page on the scenario language shows what the loader takes."""

import re
from pathlib import Path

from sim.scenario import check, load

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scenario-language.md").read_text("utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_first_example_is_a_sound_scenario(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(YAML[0])
    assert check(path) == []


def test_every_other_example_is_sound_in_its_section(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    value, doctrine, claims, outcome = YAML[1:]
    path.write_text(
        "extends: baseline\nalliances:\n  russia-dprk:\n    "
        + value
        + "states:\n  dprk:\n"
        + "".join(f"    {line}\n" for line in doctrine.splitlines())
        + claims
        + outcome
    )
    assert check(path) == []
    assert "firm_promise" in [claim.name for claim in load(path).claims]
    assert "tense_months" in [outcome.name for outcome in load(path).outcomes]


def test_the_python_example_runs() -> None:
    exec(compile(PYTHON[0], "scenario-language.md", "exec"), {})  # the page's own example
