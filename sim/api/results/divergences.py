"""A divergence: one trial in two scenarios, and the decision on which they part."""

from dataclasses import dataclass
from functools import cached_property

from ...analysis.divergence import Parting, first_shift, parting
from ...analysis.typical import Typical, typical
from ...engine.build import build
from ...engine.trace import Trial, trace
from ...errors import InputError, ScenarioError
from ...experiment.compare import Pairing, plan
from ...experiment.draws import DrawSource, with_draws
from ...experiment.matched import matched
from ..diverge import DivergeRequest
from ..sources import settings_of


@dataclass(frozen=True)
class Divergence:
    """Where two scenarios part in one trial.

    Parameters
    ----------
    pairing : Pairing
        The two scenarios.
    twins : tuple of two Trials, or None
        The trial in each; None where no trial ends differently.
    typical : Typical or None
        Among which trials it is the most typical, if that was asked for.
    """

    pairing: Pairing
    twins: tuple[Trial, Trial] | None
    typical: Typical | None

    @cached_property
    def parting(self) -> Parting | None:
        """The first decision that comes out otherwise; None if they never part."""
        return None if self.twins is None else parting(*self.twins)

    @cached_property
    def first_shift(self) -> Parting | None:
        """The first decision of which a probability differs; None if there is none."""
        return None if self.twins is None else first_shift(*self.twins)


def carry_out(request: DivergeRequest) -> Divergence:
    """Trace the trial that is requested in both scenarios.

    Raises
    ------
    ScenarioError, InputError
        If a scenario can't be used, or there are not two.
    """
    if request.typical and request.trial is not None:
        raise InputError("--trial and --typical exclude each other; give one")
    sources = [request.a, *([] if request.b is None else [request.b])]
    sets = settings_of(request.sets, request.off)
    made = plan(sources, sets, {}, request.seed, request.draws)
    pairing, found, number = made.pairings[0], None, request.trial or 0
    if request.typical:
        chunks = matched(made.arms, request.trials, request.threads, draws=made.draws)
        found = typical(pairing.a, pairing.b, chunks)
        if found.trial is None:
            return Divergence(pairing, None, found)
        number = found.trial
    return Divergence(pairing, _twins(pairing, number, made.draws), found)


def _twins(pairing: Pairing, number: int, draws: DrawSource | None) -> tuple[Trial, Trial]:
    try:
        a, b = (
            trace(with_draws(build(arm.scenario), draws)[0], number)
            for arm in (pairing.a, pairing.b)
        )
        return a, b
    except ScenarioError:
        raise
    except ValueError as error:
        # Two pairs of names have one key under this seed.
        raise InputError(str(error)) from error
