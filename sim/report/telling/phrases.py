"""Acts, reasons and states in plain words."""

from collections.abc import Mapping

from ...engine.decision import Decision
from ..naming import percent, words

_NO_ARTICLE = {"EU", "NATO"}

_ACTS = {
    "cooperation": "offers cooperation to {rival}",
    "rhetoric": "threatens {rival} in words",
    "pressure": "puts pressure on {rival}",
    "hybrid": "harasses {rival} by hybrid means",
    "show_of_force": "makes a show of force against {rival}",
    "strategic_test": "tests or deploys strategic weapons against {rival}",
    "alert": "puts its forces on alert against {rival}",
    "clash": "opens fire on {rival}, without deaths",
    "lethal_incident": "kills in an attack on {rival}",
    "limited_war": "opens sustained strikes on {rival}",
    "general_war": "goes to general war against {rival}",
    "nuclear_use": "uses a nuclear weapon against {rival}",
    "nuclear_war": "wages nuclear war on {rival}",
}

_PROGRAMME_ACTS = {
    "show_of_force": "shows its missiles and guns",
    "strategic_test": "tests a strategic weapon",
}

_TERMS = {
    "levels": "long practice",
    "drift": "the mood of these years",
    "exercise": "the exercise season",
    "rally": "pressure at home",
    "cost": "what it costs",
    "punishment": "sanctions on such acts",
    "restraint": "its patron's wishes",
    "diversion": "what is missing at home",
    "dialogue": "the dialogue",
    "government": "its government's outlook",
    "learning": "what a test would teach",
    "propensity": "its record with this rival",
    "tension": "tension",
    "balance": "the balance of strength",
    "forward_presence": "the guarantor's troops in place",
    "nuclear_deterrence": "the rival's nuclear arms",
    "stability_instability": "the cover of nuclear weapons",
    "partner": "its promise to this partner",
    "resolve": "its resolve",
    "reciprocity": "the rival's last act",
    "coercion": "what a yielding rival would concede",
    "extended_deterrence": "the rival's guarantors",
    "nuclear_umbrella": "the umbrella over the rival",
    "moral_hazard": "the backing of its guarantor",
    "audience": "the price of backing down",
    "threshold": "the threshold to war",
}

_IN_FAVOUR = {
    "cost": "how little it costs",
    "punishment": "no sanctions on it",
    "diversion": "how little it draws on what is missing",
    "extended_deterrence": "doubt in the rival's guarantors",
    "forward_presence": "few of the guarantor's troops in place",
    "nuclear_umbrella": "doubt in the umbrella over the rival",
    "threshold": "no threshold to cross",
}
"""Terms whose words change where they speak for an act."""

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
        said.append(f"{_IN_FAVOUR.get(favour, _TERMS[favour])} for it")
    if lowest < -_WORTH_SAYING:
        said.append(f"{_TERMS[against]} against")
    return f"{likely}: {', '.join(said) or 'no one reason stands out'}"


def chance(probability: float) -> str:
    """A probability in per cent; from ten per cent up without decimals."""
    rounded = f"{100.0 * probability:.0f}%"
    return rounded if probability >= 0.1 and rounded != "100%" else percent(probability)


def rule_name(decision: Decision) -> str:
    """Name of the doctrine rule that decided, in words; empty where none did."""
    if not decision.decided_by.startswith("rule "):
        return ""
    return decision.decided_by.removeprefix("rule ").partition(".")[2].replace("_", " ")
