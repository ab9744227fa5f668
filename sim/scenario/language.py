"""What may stand where in a scenario, assembled from the rulebook's declarations."""

from functools import cache

from ..rulebook.declare import ACTIONS, COMPARISONS, REDUCTIONS
from .catalogue import FIXED_ROWS, Catalogue, catalogue
from .shapes import Leaf, Listed, Named, Section, Shape

_EVIDENCE = Leaf("key in the evidence file, or 'assumption'; covers the item's numbers", "text")
_NOTE = Leaf("remark for the reader", "text")
CHANCE = Leaf("chance that it happens", "number", "probability", 0, 1, default=1.0, stated=True)
"""The probability of a timeline's entry."""


def root_shape(known: Catalogue) -> Section:
    """The shape of a whole scenario file."""
    fields: dict[str, Shape] = {
        "name": Leaf("short name of the scenario", "text"),
        "title": Leaf("one line on what the scenario is", "text"),
        "description": Leaf("what the scenario assumes and why", "text"),
        "extends": Leaf("scenario whose statements hold where this file says nothing", "text"),
        "information_date": Leaf("what was published later is not used", "date"),
        "start": Leaf("first simulated month", "month"),
        "horizon": Leaf("simulated months", "integer", "months", 1, 1200),
        "seed": Leaf("seed of all draws; 0 is a seed", "integer", "", 0, 2**53),
        "mechanisms": Section(
            "mechanism",
            "mechanisms of the rulebook, on or off, with their parameters",
            {name: _mechanism(known, name) for name in known.mechanisms},
        ),
        "ladder": Named(
            "rung", "rungs of escalation, lowest first", _rows(known, "ladder", "rung")
        ),
        "states": Named(
            "state", "states, each with its stocks, tracks and doctrine", _state(known)
        ),
    }
    for axis, noun, meaning in _AXES:
        section = _rows(known, axis, noun)
        if axis == "sanctions":
            holders = Leaf("a state with a veto", "state")
            section.fields["veto_holders"] = Listed("states that can obstruct the regime", holders)
        fields[axis] = Named(noun, meaning, section)
    fields["timeline"] = Named("entry", "dated changes of state variables", _timeline())
    fields["claims"] = Named("claim", "claims about the scenario that can be left out", _claim())
    fields["outcomes"] = Named("outcome", "outcomes of one's own", _outcome())
    return Section("scenario", "a scenario", fields)


_AXES = (
    ("rivalries", "rivalry", "directed pairs of rivals, named actor-target"),
    ("alliances", "alliance", "promises of a guarantor to a protege, named guarantor-protege"),
    ("pacts", "pact", "pacts of exchange, named payer-sender"),
    ("sanctions", "sanctions regime", "sanctions regimes"),
    ("ties", "tie", "ties of unordered pairs of states, named in alphabetical order"),
    ("pairs", "pair of rivals", "unordered pairs of rivals, named in alphabetical order"),
)


def _rows(known: Catalogue, axis: str, noun: str) -> Section:
    leaves: dict[str, Shape] = {n: Leaf.of(p) for n, p in known.parameters(axis).items()}
    return Section(noun, f"a {noun}", leaves)


def _mechanism(known: Catalogue, name: str) -> Section:
    mechanism = known.mechanisms[name]
    section = _rows(known, f"mechanisms.{name}", "mechanism")
    shorthand = "on" if mechanism.switch else ""
    return Section("mechanism", mechanism.meaning, section.fields, shorthand)


def _state(known: Catalogue) -> Section:
    state = _rows(known, "states", "state")
    for axis, noun in (("tracks", "track"), ("stocks", "stock")):
        row = _rows(known, axis, noun)
        rows: dict[str, Shape] = dict.fromkeys(FIXED_ROWS[axis], row)
        state.fields[axis] = Section(noun, f"the state's {axis}", rows)
    levels = _rows(known, "levels", "rung")
    state.fields["levels"] = Named("rung", "what differs for this state, by rung", levels)
    lines = _rows(known, "policies", "policy line")
    state.fields["policies"] = Named(
        "policy line", "lines of policy that the state chooses on", lines, FIXED_ROWS["policies"]
    )
    state.fields["doctrine"] = Named("rule", "escalation rules, the first first", _rule(known))
    return state


def _rule(known: Catalogue) -> Section:
    quantity = Leaf("what is compared", "choice", choices=tuple(known.quantities))
    then: dict[str, Shape] = {
        action: Leaf("rung of the answer", "rung") for action in ACTIONS if action != "in_kind_plus"
    }
    then["in_kind_plus"] = Leaf("rungs above the rival's", "integer", "rungs", -15, 15)
    numbers = _rows(known, "doctrine", "rule").fields
    return Section(
        "rule",
        "an escalation rule",
        {
            "when": _conditions("quantity", quantity),
            "then": Section("answer", "what the rule asks for", then, whole=True),
            **{name: leaf for name, leaf in numbers.items() if name != "value"},
            "evidence": _EVIDENCE,
            "note": _NOTE,
        },
    )


def _conditions(subject: str, what: Leaf) -> Section:
    condition = Section(
        "condition",
        "a comparison",
        {
            subject: what,
            "is": Leaf("comparison", "choice", choices=COMPARISONS),
            "value": Leaf("what it is compared with", "any"),
        },
    )
    fields: dict[str, Shape] = {
        "all": Listed("comparisons that must all hold", condition),
        "any": Listed("comparisons of which one must hold", condition),
    }
    return Section("condition", "when it applies", fields, whole=True)


def _timeline() -> Section:
    change = Leaf("what the variable is set to", "any", stated=True)
    return Section(
        "entry",
        "a dated change",
        {
            "month": Leaf("when it happens, or first happens", "month"),
            "every": Leaf("repeats after so many months", "integer", "months", 1, 1200),
            "lasts": Leaf("months until the values revert", "integer", "months", 1, 1200),
            "until": Leaf("last month in which it can happen", "month"),
            "known_from": Leaf(
                "when it was known; a forecast made earlier does not see it", "month"
            ),
            "probability": CHANCE,
            "set": Named("variable", "variables and the values they take", change),
            "otherwise": Named("variable", "values taken where it does not happen", change),
            "evidence": _EVIDENCE,
            "note": _NOTE,
        },
    )


def _claim() -> Section:
    value = Leaf("the value without the claim", "any", stated=True)
    return Section(
        "claim",
        "a claim about what the scenario assumes",
        {
            "meaning": Leaf("what is claimed", "text"),
            "holds": Leaf("whether the scenario assumes it", "switch", default=True),
            "without": Named(
                "value", "paths, and the values that they have without the claim", value, paths=True
            ),
            "evidence": _EVIDENCE,
            "note": _NOTE,
        },
        shorthand="holds",
    )


def _outcome() -> Section:
    return Section(
        "outcome",
        "an outcome of one's own",
        {
            "meaning": Leaf("what the outcome says", "text"),
            "reduce": Leaf("how months become one value", "choice", choices=REDUCTIONS),
            "of": Leaf("path of the variable that is reduced", "text"),
            "when": _conditions("variable", Leaf("path of a variable", "text")),
        },
    )


@cache
def shape() -> Section:
    """The shape of a scenario file under the shipped rulebook."""
    return root_shape(catalogue())
