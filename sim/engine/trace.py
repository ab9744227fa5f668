"""The trace of one trial: every decision with its address, draw, menu, probabilities and reasons.

A traced trial is the same trial: the same rules run with their log switched on, and its row and
trajectory equal the ensemble's. From what a decision holds, a reader can recompute the draw
(``address``) and the choice (probabilities cumulated in menu order, against the draw).
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ..rulebook.declare import POLICY_LINES
from ..rulebook.month import begin_trial, end_trial, month
from ..rulebook.policy_lines import OPTION_WORDS
from ..rulebook.purposes import NAMES
from ..rulebook.record import TERMINAL_CLASSES
from ..rulebook.tracing import BY_CHANCE, BY_PIN, BY_RULE, BY_UTILITY, HEAD, MENU, TERMS
from ..scenario.calendar import month_number, month_text
from ..scenario.scenario import Scenario
from .build import Compiled
from .keys import entry_number, name_key
from .patch import of_trial
from .world import new_world

ROOM = 1024
"""Rows first set aside for the decisions of a month; a month that needs more gets more."""

RUNG_MENUS = ("programme", "confrontation", "crisis", "event_rung")
SUPPORT_MENU = ("no support", "arms", "forces", "full war")
CHANCE_MENU = ("yes", "no")
"""In this order, so that a draw below the probability of yes means yes."""

_PURPOSES = {name: number for number, name in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a trial, or one thing that chance decided.

    Attributes
    ----------
    month : str
        Calendar month, YYYY-MM; ``number`` counts months from 0.
    round : int
        0 in the month's regular course; rounds of a crisis from 1, days of a war from 101.
    actor, target : str
        Names of states; empty for nobody.
    purpose : str
        What the draw was for, as in ``sim.rulebook.purposes``.
    index : int
        Which of several draws of one purpose.
    draw : float
        Uniform in (0, 1).
    menu : tuple of str
        Options in the order in which their probabilities are cumulated. Empty for a count of
        events, whose distribution is in ``detail``.
    probabilities, utilities : tuple of float
        One an option; utilities are empty where chance alone decides.
    terms : dict of str to tuple of float
        What each term of utility adds to each option; terms that add nothing are left out.
    choice : int
        Position in the menu of what was done (of a count: the count itself); ``drawn`` is what the
        draw alone picks, which differs where a rule or a pin decided.
    decided_by : str
        "utility", "chance", "pin", or "rule STATE.NAME".
    detail : dict
        What else belongs to it: the mean and size of a count, the settings of a dated change, the
        option of a policy in force before, the rule of a doctrine as STATE.NAME.
    """

    month: str
    number: int
    round: int
    actor: str
    target: str
    purpose: str
    index: int
    draw: float
    menu: tuple[str, ...]
    probabilities: tuple[float, ...]
    utilities: tuple[float, ...]
    terms: dict[str, tuple[float, ...]]
    choice: int
    drawn: int
    decided_by: str
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def chosen(self) -> str:
        """The option that was taken, in words; a count as a number."""
        return self.menu[self.choice] if self.menu else str(self.choice)

    @property
    def probability(self) -> float:
        """Probability that the option taken had in the draw; NaN for a count."""
        return self.probabilities[self.choice] if self.probabilities else float("nan")


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial, decision by decision.

    Attributes
    ----------
    scenario : Scenario
    trial : int
    draw : int or None
        Number of its parameter draw; None where there are none.
    terminal_class : str
    decisions : tuple of Decision
        In the order in which they were taken.
    row : ndarray of int64, (1 + columns,)
        As in ``ensemble.Block``.
    trajectory : ndarray of int64, (months, words)
        Raw words at the end of each month.
    words : dict of str to int
        Position of each word by name; ``integers`` are the positions of whole numbers.
    """

    scenario: Scenario
    trial: int
    draw: int | None
    terminal_class: str
    decisions: tuple[Decision, ...]
    row: npt.NDArray[np.int64]
    trajectory: npt.NDArray[np.int64]
    words: dict[str, int]
    integers: frozenset[int]
    initial: npt.NDArray[np.int64]

    def path(self, word: str) -> npt.NDArray[np.float64]:
        """Values of a word from the start of the trial to its end, shape (1 + months,)."""
        k = self.words[word]
        raw = np.concatenate((self.initial[k : k + 1], self.trajectory[:, k]))
        return raw.astype(np.float64) if k in self.integers else raw.view(np.float64)

    def month_text(self, number: int) -> str:
        """Month ``number``, counted from 0, as YYYY-MM."""
        return month_text(month_number(self.scenario.start) + number)


def trace(compiled: Compiled, trial: int) -> Trial:
    """Run trial number ``trial``, with its draw if there are any, and its decisions written down.

    Raises
    ------
    ValueError
        If ``trial`` is not a trial's number, 0 to 2**32 - 1.
    """
    if not 0 <= trial < 2**32:
        raise ValueError(f"a trial's number is from 0 to {2**32 - 1}, not {trial}")
    number = None if compiled.draws is None else trial % compiled.draws.words.shape[0]
    drawn = of_trial(compiled, trial)
    room = ROOM
    while True:
        done = _run(drawn, trial, number, room)
        if done is not None:
            return done
        room *= 4


def _run(compiled: Compiled, trial: int, draw: int | None, room: int) -> Trial | None:
    """The trial traced with ``room`` rows a month, or None where a month needed more."""
    p = compiled.parameters
    world = new_world(compiled, log_rows=room)
    clock = world.clock[0]
    reader = _Reader(compiled)
    decisions: list[Decision] = []
    trajectory = np.zeros((compiled.months, compiled.initial.shape[0]), dtype=np.int64)
    begin_trial(p, world, compiled.initial, trial)
    for number in range(compiled.months):
        clock.logged = 0
        month(p, world, number, (compiled.start + number) % 12)
        if clock.logged >= room:
            return None
        decisions += reader.read(world.log[: clock.logged])
        trajectory[number] = world.integers
    ended = int(end_trial(p, world, compiled.months))
    row = np.concatenate((np.array([ended], dtype=np.int64), world.integers[compiled.columns]))
    return Trial(
        compiled.scenario,
        trial,
        draw,
        TERMINAL_CLASSES[ended],
        tuple(decisions),
        row,
        trajectory,
        {word.name: k for k, word in enumerate(compiled.words)},
        frozenset(k for k, word in enumerate(compiled.words) if word.integer),
        compiled.initial.view(np.int64).copy(),
    )


class _Reader:
    """Reads rows of the log of one scenario into decisions."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        names = compiled.scenario.names
        self._start = month_number(compiled.scenario.start)
        self._everyone = (*names["states"], "")
        self._ladder = names["ladder"]
        self._rules = names["doctrine"]
        self._size = float(compiled.parameters.world[0].events_dispersion)
        self._entries = {
            entry_number(entry.name): entry.name for entry in compiled.scenario.timeline
        }

    def read(self, rows: npt.NDArray[np.float64]) -> Iterator[Decision]:
        """Decisions of log rows, the settings of one dated change gathered into one."""
        last: Decision | None = None
        for row in rows:
            decision = self._decision(row)
            if last is not None and _same_change(last, decision):
                last.detail["settings"].update(decision.detail["settings"])
                continue
            yield decision
            last = decision

    def _decision(self, row: npt.NDArray[np.float64]) -> Decision:
        number, turn, actor, target, code, index = (int(value) for value in row[:6])
        draw, choice, decided, options = float(row[6]), int(row[7]), int(row[8]), int(row[9])
        purpose = NAMES[code]
        menu = self._menu(purpose, index, options)
        probabilities = tuple(float(value) for value in row[HEAD : HEAD + options])
        if menu is CHANCE_MENU:
            probabilities, choice = probabilities[::-1], 1 - choice
        detail: dict[str, Any] = {}
        drawn = choice
        if decided >= BY_RULE:
            drawn = int(row[10])
        elif purpose == "policy":
            before = int(row[10])
            # The timeline or a hand may have put a line on a level that it has no option for.
            detail["before"] = menu[before] if before < len(menu) else f"option {before}"
            drawn = cumulated_choice(probabilities, draw)
        elif purpose == "doctrine":
            detail["rule"] = self._rules[int(row[10])]
        elif purpose == "event_count":
            detail |= {"mean": float(row[10]), "size": self._size}
        elif purpose == "timeline":
            choice = drawn = cumulated_choice(probabilities, draw)
            detail |= {
                "entry": self._entries[index],
                "settings": self._setting(index, int(row[10]), choice == 0),
            }
        weighed = decided != BY_CHANCE and bool(menu)
        return Decision(
            month=month_text(self._start + number),
            number=number,
            round=turn,
            actor=self._everyone[actor],
            target=self._everyone[target],
            purpose=purpose,
            index=index,
            draw=draw,
            menu=menu,
            probabilities=probabilities,
            utilities=tuple(float(value) for value in row[HEAD + MENU : HEAD + MENU + options])
            if weighed
            else (),
            terms=self._terms(row, options) if weighed and purpose != "policy" else {},
            choice=choice,
            drawn=drawn,
            decided_by=self._decider(decided),
            detail=detail,
        )

    def _menu(self, purpose: str, index: int, options: int) -> tuple[str, ...]:
        if purpose in RUNG_MENUS:
            return self._ladder
        if purpose == "policy":
            return OPTION_WORDS[POLICY_LINES[index]]
        if purpose == "support":
            return SUPPORT_MENU
        return CHANCE_MENU if options else ()

    def _decider(self, decided: int) -> str:
        if decided >= BY_RULE:
            return f"rule {self._rules[decided - BY_RULE]}"
        return {BY_UTILITY: "utility", BY_PIN: "pin"}.get(decided, "chance")

    def _setting(self, entry: int, word: int, happens: bool) -> dict[str, float]:
        table = self._compiled.parameters.timeline
        for k in range(table.shape[0]):
            if (
                table[k].entry == entry
                and table[k].word == word
                and bool(table[k].otherwise) != happens
            ):
                return {self._compiled.words[word].name: float(table[k].value)}
        return {}

    @staticmethod
    def _terms(row: npt.NDArray[np.float64], options: int) -> dict[str, tuple[float, ...]]:
        """Contribution of each term: what the running utilities rise by when it is added."""
        sums = row[HEAD + 2 * MENU :].reshape(len(TERMS), MENU)[:, :options]
        added = np.diff(sums, axis=0, prepend=0.0)
        return {
            name: tuple(float(value) for value in added[k])
            for k, name in enumerate(TERMS)
            if bool(np.any(added[k] != 0.0))
        }


def _same_change(one: Decision, other: Decision) -> bool:
    """Whether two rows are settings of one dated change."""
    return (
        one.purpose == other.purpose == "timeline"
        and one.index == other.index
        and one.number == other.number
    )


def cumulated_choice(probabilities: Iterable[float], draw: float) -> int:
    """Option whose cumulated probability first exceeds the draw, else the last possible one."""
    cumulated = 0.0
    chosen = -1
    for option, probability in enumerate(probabilities):
        if probability > 0.0:
            cumulated += probability
            chosen = option
            if draw < cumulated:
                break
    return chosen


def address(seed: int, trial: int, decision: Decision) -> dict[str, Any]:
    """Where a decision's draw comes from: key and counter of its Philox4x32-10 block.

    The draw is (w0 * 2**20 + w1 // 2**12 + 0.5) / 2**52 of the block's first words w0 and w1.
    """
    return {
        "seed": seed,
        "trial": trial,
        "month": decision.number,
        "round": decision.round,
        "actor": decision.actor,
        "target": decision.target,
        "purpose": _PURPOSES[decision.purpose],
        "index": decision.index,
        "key": name_key(seed, decision.actor, decision.target),
        "counter": [
            trial,
            decision.number << 12 | decision.round,
            _PURPOSES[decision.purpose],
            decision.index,
        ],
    }


def as_data(trial: Trial) -> dict[str, Any]:
    """A trial and all its decisions as JSON values, each decision with its address."""
    seed = trial.scenario.seed
    return {
        "scenario": trial.scenario.name,
        "digest": trial.scenario.digest,
        "seed": seed,
        "trial": trial.trial,
        "draw": trial.draw,
        "terminal_class": trial.terminal_class,
        "decisions": [
            {"address": address(seed, trial.trial, d), **asdict(d)} for d in trial.decisions
        ],
    }
