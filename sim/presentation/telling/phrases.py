"""Acts, reasons and states in plain words."""

from collections.abc import Mapping

from ...engine.decision import Decision
from ...rulebook.terms.registry import TERMS
from ..naming import percent, words

_NO_ARTICLE = {"EU", "NATO"}

_ACTS = {
    "cooperation": "offers cooperation to {rival}",
    "rhetoric": "threatens {rival} verbally",
    "pressure": "puts pressure on {rival}",
    "hybrid": "conducts a hybrid operation against {rival}",
    "show_of_force": "stages a show of force against {rival}",
    "strategic_test": "tests or deploys strategic weapons against {rival}",
    "alert": "puts its forces on alert against {rival}",
    "clash": "opens fire on {rival} without killing anyone",
    "lethal_incident": "launches a deadly attack on {rival}",
    "limited_war": "launches sustained strikes on {rival}",
    "general_war": "launches general war against {rival}",
    "nuclear_use": "uses a nuclear weapon against {rival}",
    "nuclear_war": "wages nuclear war on {rival}",
}

_PROGRAMME_ACTS = {
    "show_of_force": "stages a show of force",
    "strategic_test": "tests a strategic weapon",
}

_UPWARD = {
    "rhetoric": "answers with threats",
    "pressure": "answers with political and economic pressure",
    "hybrid": "answers with a hybrid operation",
    "show_of_force": "answers with a show of force",
    "strategic_test": "answers with a strategic test",
    "alert": "puts its forces on alert",
    "clash": "opens fire without killing anyone",
    "lethal_incident": "launches a deadly attack",
    "limited_war": "launches sustained strikes",
    "general_war": "launches general war",
    "nuclear_use": "uses a nuclear weapon",
    "nuclear_war": "wages nuclear war",
}
"""Moves in a crisis to a higher rung."""

_DOWNWARD = {
    "cooperation": "de-escalates and offers cooperation",
    "routine": "de-escalates to routine",
    "rhetoric": "de-escalates to verbal threats",
    "pressure": "de-escalates to political and economic pressure",
    "hybrid": "de-escalates to hybrid operations",
    "show_of_force": "de-escalates to a show of force",
    "strategic_test": "de-escalates to a strategic test",
    "alert": "holds its fire, with its forces on alert",
    "clash": "de-escalates to fire without deaths",
    "lethal_incident": "de-escalates to single deadly attacks",
    "limited_war": "de-escalates to sustained strikes",
}
"""Moves in a crisis to a lower rung."""

_TERMS = {term.name: (term.raised, term.lowered) for term in TERMS}
"""What raised the probability of an act, and what lowered it, by term of utility."""

_PLURALS = {
    "cooperation": "offers of cooperation",
    "hybrid": "hybrid acts",
    "show_of_force": "shows of force",
    "strategic_test": "strategic tests",
    "clash": "clashes",
    "lethal_incident": "lethal incidents",
}

_FEW = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

_WORTH_SAYING = 0.15
"""Utility below which a term is no reason worth naming."""


def state(name: str) -> str:
    """A state as a sentence names it: the DPRK, Russia."""
    text = words(name)
    return f"the {text}" if text.isupper() and text not in _NO_ARTICLE else text


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def number(count: float, noun: str = "", plural: str = "") -> str:
    """A count in words up to twelve, in figures beyond: three events, 14 events."""
    whole = round(count)
    text = _FEW[whole] if 0 <= whole < len(_FEW) else f"{whole:,}"
    if not noun:
        return text
    return f"{text} {noun}" if whole == 1 else f"{text} {plural or noun + 's'}"


def acts(count: int, rung_name: str) -> str:
    """A number of acts at a rung: two shows of force."""
    name = rung(rung_name)
    if rung_name in ("hybrid", "cooperation"):
        name = {"hybrid": "hybrid act", "cooperation": "offer of cooperation"}[rung_name]
    elif rung_name not in _PLURALS:
        name = f"act of {name}"
    return number(count, name, _PLURALS.get(rung_name, f"acts of {rung(rung_name)}"))


def listed(parts: list[str]) -> str:
    """Parts joined as a sentence joins them: a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def quoted(name: str) -> str:
    """A rung's name as such: “show of force”."""
    return f"“{rung(name)}”"


def rung(name: str) -> str:
    """A rung's name inside a sentence."""
    return words(name).lower()


def act(rung_name: str, rival: str) -> str:
    """What acting at a rung towards a rival means."""
    known = _ACTS.get(rung_name, f"acts at the rung of {rung(rung_name)} against {{rival}}")
    return known.format(rival=state(rival))


def programme_act(rung_name: str) -> str:
    """What a programme act at a rung means."""
    return _PROGRAMME_ACTS.get(rung_name, f"acts at the rung of {rung(rung_name)}")


def advantages(decision: Decision) -> Mapping[str, float]:
    """What each term gave the option drawn over what it gave the options on average.

    The average weighs options by their probabilities, so a term that favours all alike is no
    reason for one. In units of utility.
    """
    drawn = decision.drawn
    return {
        name: added[drawn] - sum(p * u for p, u in zip(decision.probabilities, added, strict=True))
        for name, added in decision.terms.items()
    }


def reason(decision: Decision) -> str:
    """How likely the option drawn was, and which terms spoke most for and against it."""
    likely = chance(decision.probabilities[decision.drawn])
    if not decision.terms:
        return likely
    ordered = sorted(advantages(decision).items(), key=lambda item: item[1])
    against, lowest = ordered[0]
    favour, highest = ordered[-1]
    said = []
    if highest > _WORTH_SAYING:
        said.append(f"{_TERMS[favour][0]} raised it")
    if lowest < -_WORTH_SAYING:
        said.append(f"{_TERMS[against][1]} lowered it")
    return f"{likely}; {', '.join(said) or 'no single reason stands out'}"


def chance(probability: float) -> str:
    """A probability in per cent; from ten per cent up without decimals."""
    rounded = f"{100.0 * probability:.0f}%"
    shown = rounded if probability >= 0.1 and rounded != "100%" else percent(probability)
    return f"probability {shown}"


def move(rung_name: str, *, upward: bool) -> str:
    """What a move in a crisis to another rung means."""
    known = (_UPWARD if upward else _DOWNWARD).get(rung_name)
    return known or f"{'escalates' if upward else 'de-escalates'} to {rung(rung_name)}"


def binding(decision: Decision) -> str:
    """That a rule of doctrine decided, and the rung that would have been chosen without it; empty where none did."""
    rule = rule_name(decision)
    if not rule or decision.choice == decision.drawn:
        return ""
    return f"required by its rule “{rule}”; without it, it would have chosen {quoted(decision.menu[decision.drawn])}"


def rule_name(decision: Decision) -> str:
    """Name of the doctrine rule that decided, in words; empty where none did."""
    if not decision.decided_by.startswith("rule "):
        return ""
    return decision.decided_by.removeprefix("rule ").partition(".")[2].replace("_", " ")
