"""A small study to sweep, and what undisturbed runs of its points give."""

from dataclasses import replace
from pathlib import Path

from sim.experiment.executors.threads import on_threads
from sim.experiment.studies.reading import read
from sim.experiment.studies.study import Study
from sim.experiment.sweep import sweep_into
from sim.experiment.swept import Swept

TEXT = """\
name: small
scenario: two_state
set: {horizon: 4}
trials: 20
design: grid
parameters:
  mechanisms.tension.weight: [0.5, 2, 3]
  states.north.power: [0.5, 1.5]
outcomes: [first_force, events]
contrasts:
  tense: {a: {mechanisms.tension.weight: 0.5}, b: {mechanisms.tension.weight: 3}}
"""


def study(folder: Path, text: str = TEXT, trials: int | None = None) -> Study:
    """The study of a text, written into a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    found = read(path)
    return found if trials is None else replace(found, trials=trials)


def swept(of: Study, folder: Path, *, resume: bool = False, threads: int = 1) -> Swept:
    """A study swept into a folder."""
    return sweep_into(of, folder, on_threads(threads), resume=resume)
