"""What the rungs of a scenario's ladder mean."""

from ...scenario.scenario import Scenario
from . import phrases


class Ladder:
    """What the rungs of a scenario's ladder mean, by their number."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._names = scenario.names["ladder"]
        self.count = len(self._names)
        every = range(self.count)
        self.test = next((r for r in every if self._flag(r, "test")), self.count)
        self.display = next((r for r in every if self.militarized(r)), self.count)
        self.force = next((r for r in every if self._flag(r, "force")), self.count)

    def _flag(self, rung: int, name: str) -> float:
        return float(self._scenario.value(f"ladder.{self._names[rung]}.{name}"))

    def name(self, rung: int) -> str:
        """The rung's name inside a sentence, in quotation marks."""
        return phrases.quoted(self._names[rung])

    def hostile(self, rung: int) -> bool:
        """Whether it is a threat or worse."""
        return self._flag(rung, "hostility") >= 2

    def militarized(self, rung: int) -> bool:
        """Whether it is a display of force or worse."""
        return self._flag(rung, "hostility") >= 3

    def cooperative(self, rung: int) -> bool:
        """Whether it is an act of cooperation."""
        return self._scenario.value(f"ladder.{self._names[rung]}.posture") == "cooperation"

    def forceful(self, rung: int) -> bool:
        """Whether it is a use of force."""
        return bool(self._flag(rung, "force"))

    def public(self, rung: int) -> bool:
        """Whether all rivals see it."""
        return bool(self._flag(rung, "public"))

    def war(self, rung: int) -> bool:
        """Whether it is general war or worse."""
        return bool(self._flag(rung, "war"))
