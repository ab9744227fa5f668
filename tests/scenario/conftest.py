"""A small scenario of two states, written with what a test adds to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Problem, Scenario, ScenarioError, load

CAUSES = (
    "extended_deterrence",
    "forward_presence",
    "balance",
    "nuclear_deterrence",
    "nuclear_umbrella",
)
# Deterrence is off, so that no test about files needs to state its references.
SMALL = f"""\
information_date: 2024-10
start: 2024-11
horizon: 24
mechanisms: {{war: {{china_stance: neutral}}, {", ".join(f"{cause}: off" for cause in CAUSES)}}}
rivalries: [north-south, south-north]
"""
STATES = "states: {north: {}, south: {}}\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file beside the others of this test; without its own states it gets two."""

    def write(text: str = "", name: str = "small.yaml", *, whole: bool = False) -> Path:
        path = tmp_path / name
        states = "" if "\nstates:" in f"\n{text}" else STATES
        path.write_text(text if whole else SMALL + states + text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., Scenario]:
    """Load a small scenario with some text added."""

    def read(text: str = "", *sets: str, **more: object) -> Scenario:
        return load(write(text, **more), sets)

    return read


@pytest.fixture
def refused(write: Callable[..., Path]) -> Callable[..., tuple[Problem, ...]]:
    """The problems of a small scenario with some text added; there must be some."""

    def refused(text: str = "", *sets: str, **more: object) -> tuple[Problem, ...]:
        with pytest.raises(ScenarioError) as caught:
            load(write(text, **more), sets)
        return caught.value.problems

    return refused
