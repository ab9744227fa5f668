"""What a year has come to, in a sentence."""

from collections.abc import Iterator

from ..naming import pair_words
from .month import MonthOfTrial
from .phrases import number, sentence, state

YEAR = 12


def year_lines(month: MonthOfTrial) -> Iterator[str]:
    """The sum of the calendar year, in its December and in the trial's last month."""
    calendar = int(month.trial.month_text(month.number)[5:])
    last = month.number == month.scenario.horizon - 1
    if calendar != YEAR and not last:
        return
    since = max(0, month.number + 1 - calendar)
    events = month.trial.path("mechanisms.record.events")
    parts = [number(events[month.number + 1] - events[since], "event")]
    for pact in month.scenario.names["pacts"]:
        _, sender = month.scenario.parties["pacts"][pact]
        abroad, killed = (
            month.now(f"pacts.{pact}.abroad"),
            month.now(f"pacts.{pact}.killed"),
        )
        if month.now(f"pacts.{pact}.sent") > 0.0:
            parts.append(
                f"{abroad:,.0f} soldiers of {state(sender)} abroad, {killed:,.0f} killed so far"
            )
    for alliance in month.scenario.names["alliances"]:
        sides = pair_words(*month.scenario.parties["alliances"][alliance])
        parts.append(f"commitment {sides} at {month.now(f'alliances.{alliance}.commitment'):.2f}")
    tensions = {
        name: month.now(f"rivalries.{name}.tension") for name in month.scenario.names["rivalries"]
    }
    if tensions:
        name = max(tensions, key=lambda rivalry: tensions[rivalry])
        one, other = month.scenario.parties["rivalries"][name]
        parts.append(
            f"tension highest between {state(one)} and {state(other)}, at {tensions[name]:.2f}"
        )
    year = month.trial.month_text(month.number)[:4]
    yield sentence(f"the year {year}: {'; '.join(parts)}")
