"""A replay: one trial with all its decisions, and its chronicle."""

from typing import NamedTuple

from ...analysis.typical import Typical, typical_case
from ...engine.build import build
from ...engine.trace import Trial, trace
from ...errors import InputError
from ...experiment.compare import Arm
from ...experiment.draws import DrawSource, with_draws
from ...experiment.draws_requested import draws_for
from ...experiment.matched import matched
from ...presentation.chronicle import Chronicle, as_text, chronicle
from ...scenario.scenario import Scenario
from ..replay import ReplayRequest
from ..sources import prepare


class Replay(NamedTuple):
    """One trial, told.

    Attributes
    ----------
    trial : Trial
        The trial with all its decisions.
    chronicle : Chronicle
        What happened in it, in sentences.
    typical : Typical or None
        Among which trials it is the most typical with an outcome, if that was asked for.
    """

    trial: Trial
    chronicle: Chronicle
    typical: Typical | None

    def summary(self) -> str:
        """The chronicle as text."""
        return as_text(self.chronicle)


def carry_out(request: ReplayRequest) -> Replay:
    """Trace the trial that is requested.

    Raises
    ------
    ScenarioError, InputError
        If the scenario can't be used, or no trial has the outcome.
    """
    if request.typical is not None and request.trial is not None:
        raise InputError("--trial and --typical exclude each other; give one")
    scenario = prepare(request.scenario, request.seed, request.sets, request.off)
    draws = draws_for(request.draws, scenario)
    found = None
    number = request.trial or 0
    if request.typical is not None:
        found = _typical(request.typical, scenario, request.trials, draws)
        number = found.trial or 0
    trial = trace(with_draws(build(scenario), draws)[0], number)
    return Replay(trial, chronicle(trial), found)


def _typical(outcome: str, scenario: Scenario, trials: int, draws: DrawSource | None) -> Typical:
    arm = Arm(0, scenario.name, scenario)
    found = typical_case(arm, outcome, matched([arm], trials, draws=draws))
    if found.trial is None:
        raise InputError(f"--typical {outcome}: none of {found.trials:,} trials has it; more may")
    return found
