"""Runs of the shipped baseline and of scenarios at the edges, each made once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from sim.api.results.runs import Result
from sim.api.run import run

NAMES = ["the_democratic_republic_of_a_long_name", "Federation of $tates & Sons", "x" * 38]
NAMES += [f"state_{number}" for number in range(9)]
CALM = ("mechanisms.ladder.monthly_ceiling=pressure", "mechanisms.incidents.on=false")


def twelve_states() -> str:
    lines = ["name: twelve", f"title: A very long title {'that goes on and on ' * 8}"]
    lines += ["information_date: 2024-10", "start: 2024-03", "horizon: 24"]
    lines += ["mechanisms: {war: {china_stance: neutral}}", "states:"]
    for number, name in enumerate(NAMES):
        lines.append(f'  - {{name: "{name}", programme: {str(number < 2).lower()}}}')
    lines.append("rivalries:")
    for first, second in ((0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 2)):
        a, b = NAMES[first], NAMES[second]
        lines.append(f'  - {{name: "{a}-{b}", actor: "{a}", target: "{b}"}}')
    return "\n".join(lines)


THREE_RUNGS = """\
information_date: 2024-10
start: 2024-11
horizon: 24
ladder: [routine, clash, general_war]
mechanisms: {war: {china_stance: neutral}, ladder: {monthly_ceiling: clash}}
states: {north: {programme: true}, south: {}}
rivalries: [north-south, south-north]
"""


@pytest.fixture(scope="session")
def result_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Result]:
    """A run by the name of its case."""
    folder: Path = tmp_path_factory.mktemp("scenarios")

    @cache
    def made(case: str) -> Result:
        written = {"twelve_states": twelve_states(), "three_rungs": THREE_RUNGS}
        if case in written:
            path = folder / f"{case}.yaml"
            path.write_text(written[case], encoding="utf-8")
            return run(path, trials=60, threads=1)
        trials, sets = {
            "normal": (300, ()),
            "one_trial": (1, ()),
            "one_month": (30, ("horizon=1",)),
            "a_year": (100, ("horizon=12",)),
            "thirty_years": (40, ("horizon=369",)),
            "no_event": (200, CALM),
        }[case]
        return run("baseline", trials=trials, threads=1, sets=sets)

    return made
