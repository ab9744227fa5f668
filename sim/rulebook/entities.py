"""The states themselves: power, wealth, temperament, and what they hold scarce.

Structure rather than mechanism: these numbers are read by many rules and cannot be switched off.
"""

from .declare import Mechanism, Parameter, Variable


def _state(
    name: str, meaning: str, unit: str, default: float, low: float, high: float, source: str = "assumption"
) -> Parameter:
    return Parameter("states", name, meaning, unit, default, low, high, source=source)


MECHANISM = Mechanism(
    name="entities",
    meaning="what a state is: power, wealth, temperament, stocks",
    sources=("assumption",),
    switch=False,
    parameters=(
        _state("power", "usable conventional power on the peninsula, the ROK's being 1", "index", 1.0, 0, 100),
        _state("projection", "share of that power that can be brought to the peninsula", "share", 1.0, 0, 1),
        _state("gdp", "gross domestic product", "bn USD", 100.0, 0.01, 100000),
        _state("reserve", "hard currency at hand at the start", "bn USD", 1.0, 0, 100000),
        _state(
            "precision", "precision of the monthly choice: 0 is chance, high picks the best", "1/utility", 1.0, 0, 1000
        ),
        _state("crisis_precision", "precision of choices inside a crisis", "1/utility", 1.0, 0, 1000),
        _state("resolve", "the state's own resolve, as a shift of the utility of severe acts", "utility", 0.0, -10, 10),
        _state("audience", "how much a public of any kind punishes backing down", "0-1", 0.5, 0, 1),
        _state("pressure", "domestic pressure at the start", "0-1", 0.3, 0, 1),
        _state(
            "orientation",
            "the government's orientation at the start: -1 conciliatory to 1 hawkish",
            "-1..1",
            0.0,
            -1,
            1,
        ),
        _state("experience", "share of the force with combat experience at the start", "share", 0.0, 0, 1),
        _state("warheads", "nuclear warheads at the start", "warheads", 0.0, 0, 20000),
        _state("survivability", "share of the arsenal expected to survive a first strike", "share", 0.5, 0, 1),
        _state("presence", "forces deployed on the peninsula, 1 being today's level", "ratio", 1.0, 0, 3),
        _state(
            "homeland_reach", "share of the arsenal that can already strike a guarantor's homeland", "share", 0.0, 0, 1
        ),
        Parameter(
            "states",
            "programme",
            "whether the state runs a weapons programme and so chooses tests apart",
            "yes/no",
            False,
            0,
            1,
            kind="switch",
        ),
        Parameter(
            "states",
            "events_counted",
            "whether the state's acts are counted as events (the record counts the DPRK's)",
            "yes/no",
            True,
            0,
            1,
            kind="switch",
        ),
        Parameter("states", "bloc", "bloc the state belongs to; 0 is none", "number", 0, 0, 9, kind="integer"),
        Parameter("stocks", "home", "what the state holds at the start", "units of the stock", 1.0, 0, 1e9),
        Parameter("stocks", "production", "what is made a month, up to the starting stock", "units/month", 0.0, 0, 1e9),
    ),
    variables=(
        Variable("states", "orientation", "orientation of the government", "-1..1", -1, 1, carried=False),
        Variable("states", "warheads", "nuclear warheads", "warheads", 0, carried=False),
        Variable(
            "states",
            "survivability",
            "share of the arsenal expected to survive a first strike, without a submarine",
            "share",
            0,
            1,
            carried=False,
        ),
        Variable(
            "states",
            "homeland_reach",
            "share of the arsenal that can strike a guarantor's homeland, without the tracks",
            "share",
            0,
            1,
            carried=False,
        ),
        Variable("states", "power", "usable conventional power left", "index", 0, carried=False),
        Variable("stocks", "home", "what is at home", "units of the stock", 0, carried=False),
    ),
)
