"""A world for one trial at a time: what changes, as views of one run of words."""

from typing import Any

import numpy as np

from ..arrays import Floats
from ..rulebook import layout
from ..rulebook.layout import WorldState, variable_dtype, variables
from ..rulebook.terms.registry import TERMS, WIDTH
from ..rulebook.tracing import MENU
from .build import Compiled
from .state_index import YEAR_SLOTS


def new_world(compiled: Compiled, log_rows: int = 0) -> WorldState:
    """A world for one trial at a time; ``log_rows`` above 0 makes room for the decision log."""
    p = compiled.parameters
    count, rivalries, rungs = p.states.shape[0], p.rivalries.shape[0], p.ladder.shape[0]
    buffer = np.array(compiled.initial)
    place = 0

    def take(words_needed: int) -> Floats:
        nonlocal place
        part = buffer[place : place + words_needed]
        place += words_needed
        return part

    def records(axis: str, rows: int) -> Any:
        dtype = variable_dtype(axis)
        part = take(rows * len(variables(axis)))
        return part.view(dtype).view(np.recarray) if rows else np.zeros(0, dtype).view(np.recarray)

    axes = {
        "world": records("world", 1),
        "states": records("states", count),
        "tracks": records("tracks", 4 * count).reshape(count, 4),
        "stocks": records("stocks", 4 * count).reshape(count, 4),
        "rivalries": records("rivalries", rivalries),
        "pairs": records("pairs", p.pairs.shape[0]),
        "alliances": records("alliances", p.alliances.shape[0]),
        "pacts": records("pacts", p.pacts.shape[0]),
        "sanctions": records("sanctions", p.sanctions.shape[0]),
        "policies": records("policies", p.policies.shape[0]),
        "doctrine": records("doctrine", p.doctrine.shape[0]),
        "own": records("own", p.own.shape[0]),
    }
    clock = np.zeros(1, layout.CLOCK).view(np.recarray)
    clock[0].logging = int(log_rows > 0)
    return WorldState(
        clock=clock,
        **axes,
        beliefs=take(p.alliances.shape[0] * count).reshape(-1, count),
        ties=take(count * count).reshape(count, count),
        events=take(count * rungs).reshape(count, rungs),
        year=take(YEAR_SLOTS),
        words=buffer,
        integers=buffer.view(np.int64),
        standing=np.zeros((count, MENU)),
        programme_menus=np.zeros((count, MENU)),
        event_weights=np.zeros((count, MENU)),
        views=np.zeros((rivalries, MENU)),
        menus=np.zeros((rivalries, MENU)),
        replies=np.zeros((rivalries, MENU)),
        chances=np.zeros((rivalries, MENU)),
        programme_chances=np.zeros(MENU),
        repeated=np.zeros(MENU),
        utility=np.zeros(MENU),
        weights=np.zeros(MENU),
        yields=np.zeros(MENU),
        options=np.zeros(MENU),
        public=np.zeros(MENU),
        nearby=np.zeros((2, MENU)),
        lessons=np.zeros(rivalries),
        tilts=np.zeros((count, 2, rungs)),
        closeness=np.zeros(count),
        terms=np.zeros((len(TERMS), MENU)),
        log=np.zeros((log_rows, WIDTH)),
    )
