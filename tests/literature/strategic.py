"""The strategic choice models of the literature, and the same game played by the rulebook's own rules.

Two players, three outcomes: the first leaves the status quo or challenges; once challenged, the second
gives way or resists. The error lies in each agent's choice (agent error), or
in each payoff, known to its owner alone (private information): Signorino 2003, Political Analysis 11:316-344.
"""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import log_ndtr, ndtr

from sim.rulebook.choice import quantal_weights
from sim.rulebook.layout import parameter_dtype
from sim.rulebook.terms.resolve import yielding
from sim.rulebook.tracing import MENU

Floats = npt.NDArray[np.float64]
Structure = Literal["private information", "agent error"]
STATUS_QUO, GIVES_WAY, RESISTS = 0, 1, 2


class Game(NamedTuple):
    """Utilities of one or many plays, the second player's for giving way being 0."""

    status_quo: Floats
    given_way: Floats
    resisted: Floats
    resist: Floats
    """The second player's utility of resisting."""


def probit_log_likelihood(
    game: Game, outcomes: npt.NDArray[np.int64], structure: Structure
) -> float:
    """Log likelihood of outcomes (plays,) where each utility has a standard normal error."""
    second = game.resist / np.sqrt(2.0)
    resists = ndtr(second)
    gain = (1.0 - resists) * game.given_way + resists * game.resisted - game.status_quo
    spread = (
        np.sqrt(1.0 + resists**2 + (1.0 - resists) ** 2)
        if structure == "private information"
        else np.sqrt(2.0)
    )
    first = gain / spread
    answered = np.where(outcomes == GIVES_WAY, log_ndtr(-second), log_ndtr(second))
    return float(
        np.where(outcomes == STATUS_QUO, log_ndtr(-first), log_ndtr(first) + answered).sum()
    )


def quantal_probabilities(game: Game, first: float, second: float, gap: float = 0.0) -> Floats:
    """Chances (plays, 3) of the outcomes under the rulebook's quantal response, at each player's precision.

    The first player's belief about the answer is ``yielding``, one level deep. With a ``gap`` the second
    player is of a resolute or an irresolute type, at even chances, which it alone knows.
    """
    world = np.zeros(1, parameter_dtype("world")).view(np.recarray)
    world["resolve_on"], world["resolve_reasoning_depth"] = 1, 1
    menu, reply, weights = np.ones(2), np.zeros(MENU), np.zeros(MENU)
    yields, nearby, tilts = np.zeros(MENU), np.zeros((2, MENU)), np.ones((2, MENU))
    tilts[0, 1], tilts[1, 1] = np.exp(second * gap), np.exp(-second * gap)
    chances = np.zeros((game.resist.size, 3))
    for n in range(game.resist.size):
        quantal_weights(menu, np.array([0.0, game.resist[n]]), second, 2, reply)
        yielding(world[0], reply, tilts, 1.0, 0.5, 0, 2, 0, 1, nearby, yields)
        gives_way = yields[1]
        challenge = gives_way * game.given_way[n] + (1.0 - gives_way) * game.resisted[n]
        total = quantal_weights(menu, np.array([game.status_quo[n], challenge]), first, 2, weights)
        challenges = weights[1] / total
        chances[n] = (
            weights[0] / total,
            challenges * gives_way,
            challenges * (1.0 - gives_way),
        )
    return chances


def quantal_log_likelihood(
    game: Game,
    outcomes: npt.NDArray[np.int64],
    first: float = 1.0,
    second: float = 1.0,
    gap: float = 0.0,
) -> float:
    """Log likelihood of outcomes (plays,) under the rulebook's quantal response."""
    chances = quantal_probabilities(game, first, second, gap)
    return float(np.log(chances[np.arange(outcomes.size), outcomes]).sum())
