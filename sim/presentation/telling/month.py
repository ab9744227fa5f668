"""One month of a trial, as those who tell it read it."""

from dataclasses import dataclass
from functools import cached_property

from ...engine.decision import Decision
from ...engine.trace import Trial
from ...scenario.scenario import Scenario
from .ladder import Ladder


@dataclass(frozen=True)
class MonthOfTrial:
    """Month ``number`` of a trial, counted from 0: its decisions and its words."""

    trial: Trial
    number: int
    ladder: Ladder

    @property
    def scenario(self) -> Scenario:
        """The trial's scenario."""
        return self.trial.scenario

    @cached_property
    def rivalries(self) -> dict[tuple[str, str], str]:
        """Name of each rivalry by its actor and target."""
        return {sides: name for name, sides in self.scenario.parties["rivalries"].items()}

    @cached_property
    def decisions(self) -> list[Decision]:
        """Decisions of the month, in order."""
        return [d for d in self.trial.decisions if d.number == self.number]

    def before(self, word: str) -> float:
        """Value of a word when the month began."""
        return float(self.trial.path(word)[self.number])

    def now(self, word: str) -> float:
        """Value of a word when the month was over."""
        return float(self.trial.path(word)[self.number + 1])

    def of(self, *purposes: str) -> list[Decision]:
        """Decisions of some purposes, in order."""
        return [d for d in self.decisions if d.purpose in purposes]

    def happened(self, purpose: str) -> list[Decision]:
        """Things of one purpose that chance let happen."""
        return [d for d in self.of(purpose) if d.chosen == "yes"]

    def further(self) -> list[Decision]:
        """Further events of the month, in order; what would repeat a use of force is part of it."""
        return [d for d in self.of("event_rung") if not self.ladder.forceful(d.choice)]

    def opening(self, actor: str, target: str) -> int:
        """Rung with which the scenario opens a rivalry in this month; -1 where it does not."""
        if self.number > 0:
            return -1
        name = self.rivalries[actor, target]
        stated = int(self.scenario.value(f"rivalries.{name}.opening"))
        return min(stated, self.ladder.count - 1)
