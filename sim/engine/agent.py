"""A state as a Mesa agent: a view on its row of the world, with the phases of its month."""

from typing import TYPE_CHECKING, Any, Protocol

import mesa

from ..rulebook.acting import act
from ..rulebook.declare import STOCKS, TRACKS, Variable
from ..rulebook.layout import kind_dtype, variables
from ..rulebook.month import decide, grow
from ..rulebook.standing import consider
from ..scenario.variables import BELIEF, EVENTS, TIE
from .build import Compiled
from .view import Cells, Row, checked, highest_allowed


class Trial(Protocol):
    """What an agent knows of the model that it belongs to."""

    compiled: Compiled
    parameters: Any
    world_state: Any


class StateAgent(mesa.Agent):  # type: ignore[misc]  # Mesa ships no types
    """A state: a view on its row of the world.

    Every variable declared for states is an attribute that reads and writes the world itself
    (``agent.reserve``, ``agent.pressure``), and so are those of its rows:
    ``agent.tracks["reentry"].progress``, ``agent.stocks["shells"].home``,
    ``agent.rivalries["rok"].tension`` (towards that rival), ``agent.policies["send"].level``,
    ``agent.promises["dprk"].commitment`` (of this guarantor to that protege),
    ``agent.beliefs["us-rok"]``, ``agent.ties["rok"]`` and ``agent.events_by_rung["clash"]``.

    Attributes
    ----------
    name : str
        The state's name in the scenario.
    index : int
        Its row, from 0, in name order.

    Raises
    ------
    ValueError
        When a variable is set to a value outside its declared range.
    """

    def __init__(self, model: Trial, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index
        p, w = model.parameters, model.world_state
        names, parties = model.compiled.scenario.names, model.compiled.scenario.parties
        rungs = p.ladder.shape[0]
        path = f"states.{name}"
        self._record = w.states[index]
        self._rungs = rungs
        self.tracks = {
            t: Row(f"{path}.tracks.{t}", "tracks", w.tracks[index, k], rungs)
            for k, t in enumerate(TRACKS)
        }
        self.stocks = {
            s: Row(f"{path}.stocks.{s}", "stocks", w.stocks[index, k], rungs)
            for k, s in enumerate(STOCKS)
        }
        self.rivalries = {
            parties["rivalries"][rivalry][1]: Row(
                f"rivalries.{rivalry}", "rivalries", w.rivalries[d], rungs
            )
            for d, rivalry in enumerate(names["rivalries"])
            if p.rivalries[d].actor == index
        }
        self.policies = {
            line.partition(".")[2]: Row(
                f"{path}.policies.{line.partition('.')[2]}", "policies", w.policies[m], rungs
            )
            for m, line in enumerate(names["policies"])
            if p.policies[m].state == index
        }
        self.promises = {
            parties["alliances"][alliance][1]: Row(
                f"alliances.{alliance}", "alliances", w.alliances[a], rungs
            )
            for a, alliance in enumerate(names["alliances"])
            if p.alliances[a].guarantor == index
        }
        self.beliefs = Cells(
            BELIEF, w.beliefs, {a: ((k, index),) for k, a in enumerate(names["alliances"])}
        )
        others = {other: k for k, other in enumerate(names["states"]) if k != index}
        self.ties = Cells(
            TIE, w.ties, {other: ((index, k), (k, index)) for other, k in others.items()}
        )
        self.events_by_rung = Cells(
            EVENTS, w.events, {r: ((index, k),) for k, r in enumerate(names["ladder"])}
        )

    if TYPE_CHECKING:
        model: Trial

        # The variables of states are properties made from their declarations.
        def __getattr__(self, name: str) -> Any: ...

    def decide(self) -> None:
        """Begin or end a campaign and a moratorium, move the slow level, choose the quarter's policies."""
        decide(self.model.parameters, self.model.world_state, self.index)

    def grow(self) -> None:
        """Earn and spend, restock, advance technology and hedge, add up strength."""
        grow(self.model.parameters, self.model.world_state, self.index)

    def consider(self) -> None:
        """Work out utilities, and the replies that rivals expect."""
        consider(self.model.parameters, self.model.world_state, self.index)

    def act(self) -> None:
        """Choose the month's programme act and a rung towards each rival."""
        act(self.model.parameters, self.model.world_state, self.index)

    def __repr__(self) -> str:
        return f"StateAgent({self.name})"


def _property(variable: Variable) -> property:
    """A state's variable as a property of its agent, described by its declaration."""
    whole = kind_dtype(variable.kind) is kind_dtype("integer")

    def read(agent: StateAgent) -> float | int:
        held = agent._record[variable.name]
        return int(held) if whole else float(held)

    def write(agent: StateAgent, value: Any) -> None:
        agent._record[variable.name] = checked(
            variable, value, highest_allowed(variable, agent._rungs)
        )

    return property(read, write, doc=f"{variable.meaning} ({variable.unit})")


for _variable in variables("states"):
    setattr(StateAgent, _variable.name, _property(_variable))
