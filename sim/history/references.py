"""References of deterrence: what each cause was worth, rivalry by rivalry, in the history that levels are fitted to.

``python -m sim.history.references [SCENARIO]`` prints them for the shipped hindcast, or for another
scenario, as they stand in a scenario file. They are means over months and trials.
"""

import sys

import numpy as np

from ..engine.model import PeninsulaModel
from ..rulebook.terms.balance import log_ratio
from ..rulebook.terms.extended_deterrence import guaranteed
from ..rulebook.terms.forward_presence import troops_in_place
from ..rulebook.terms.nuclear import armament, umbrella
from ..scenario.loading import load
from ..scenario.scenario import Scenario

HINDCAST = "history_1994"
NAMES = ("guarantor", "presence", "balance", "armament", "umbrella", "mutual")
DIGITS = 2


def references(scenario: Scenario, trials: int = 8, months: int | None = None) -> dict[str, float]:
    """Mean of every cause of deterrence over the months of a scenario, by path of its reference.

    Parameters
    ----------
    trials : int
        Trials of the stated values, from number 0 on.
    months : int, optional
        Months from the first; by default all.
    """
    rivalries = scenario.names["rivalries"]
    sums = np.zeros((len(rivalries), len(NAMES)))
    count = 0
    for trial in range(trials):
        model = PeninsulaModel(scenario, trial=trial)
        for _ in range(model.months if months is None else months):
            model.step()
            sums += [_causes(model, d) for d in range(len(rivalries))]
            count += 1
    return {
        f"rivalries.{rivalry}.{name}_reference": float(sums[d, k] / count)
        for d, rivalry in enumerate(rivalries)
        for k, name in enumerate(NAMES)
    }


def _causes(model: PeninsulaModel, d: int) -> tuple[float, ...]:
    """The causes of one rivalry as they stand, in the order of ``NAMES``."""
    p, w = model.parameters, model.world_state
    g = p.world[0]
    own, target = (armament(g, w.states[k]) for k in (p.rivalries[d].actor, p.rivalries[d].target))
    return (
        guaranteed(p, w, d),
        troops_in_place(p, w, d),
        log_ratio(p, w, d),
        target,
        umbrella(p, w, d),
        min(own, target),
    )


def main() -> None:
    """Print the references of a scenario."""
    found = references(load(sys.argv[1] if len(sys.argv) > 1 else HINDCAST))
    for path, value in found.items():
        if round(value, DIGITS) != 0.0:
            sys.stdout.write(f"{path}: {value:.{DIGITS}f}\n")


if __name__ == "__main__":
    main()
