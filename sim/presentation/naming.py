"""Names of a scenario's rows as words that a reader knows."""

import re

from ..scenario.calendar import month_number
from ..scenario.scenario import Scenario
from .labels import label, language

_ACRONYMS = {"dprk", "eu", "nato", "prc", "prk", "rok", "roc", "uk", "un", "us", "usa", "ussr"}
_WORDS = {
    "detente": "détente",
    "mirv": "Multiple warheads (MIRV)",
    "reentry": "re-entry vehicle",
    "satellite": "reconnaissance satellite",
    "show_of_force": "show of force",
    "submarine": "missile submarine",
}
_PROPER = (
    "Biden",
    "Bush",
    "China",
    "Japan",
    "Kim Dae-jung",
    "Kim Jong Un",
    "Korea",
    "Lee Myung-bak",
    "Moon Jae-in",
    "Obama",
    "Park Geun-hye",
    "Roh Moo-hyun",
    "Russia",
    "Trump",
    "Ukraine",
    "Yoon Suk-yeol",
)
_CAPITALS = {
    **{name: name.upper() for name in _ACRONYMS},
    **{name.lower().replace("-", " "): name for name in _PROPER},
}
_CAPITALISED = re.compile(rf"\b(?:{'|'.join(sorted(_CAPITALS, key=len, reverse=True))})\b")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def words(name: str, longest: int = 36, usual: str = "") -> str:
    """A name in words with a capital: ``dprk`` is DPRK, ``strategic_test`` Strategic test.

    A name that has capitals of its own keeps them. Longer than ``longest`` characters, it ends in
    an ellipsis. A label that is in force for the name stands instead;
    ``usual`` are its words where its name is not made of them.
    """
    return shortened(label(name, _english(usual or name)), longest)


def _english(name: str) -> str:
    if name in _ACRONYMS:
        return name.upper()
    text = _WORDS.get(name, " ".join(name.replace("_", " ").split()))
    if text == text.lower():
        text = proper_names(text)
        text = text[:1].upper() + text[1:]
    return text


def parameter_words(path: str) -> str:
    """A parameter's path in words: what it belongs to, a colon, and its own name.

    ``alliances.us-rok.commitment`` is US–ROK: commitment. A label in force for the path stands instead.
    """
    _, _, rest = path.partition(".")
    owner, _, own = rest.partition(".")
    if not own:
        return label(path, path.replace("_", " "))
    several = "–".join(words(part) for part in owner.split("-"))
    return label(path, f"{several}: {own.replace('.', ' ').replace('_', ' ')}")


def arm_words(name: str) -> str:
    """A scenario's name in words, or what is set in it as it is written; or its label."""
    return label(name, name if "." in name or "=" in name else name.replace("_", " "))


def outcome_words(name: str, usual: str) -> str:
    """What an outcome is called, with a capital; or its label."""
    text = label(name, usual)
    return text[:1].upper() + text[1:]


def proper_names(text: str) -> str:
    """Words of a name with the capitals of countries, people and acronyms: war in Ukraine."""
    return _CAPITALISED.sub(lambda found: _CAPITALS[found.group()], text)


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer than ``longest``."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def short_number(value: float) -> str:
    """A number with three digits and a proper minus sign."""
    return f"{value:.3g}".replace("-", "−")


def pair_words(first: str, second: str) -> str:
    """Two states in words, joined by a dash."""
    return f"{words(first, 28)}–{words(second, 28)}"


def month_words(scenario: Scenario, month: int) -> str:
    """Month ``month`` of a scenario, the first being 0, such as November 2024."""
    number = month_number(scenario.start) + month
    return f"{_MONTHS[number % 12]} {number // 12}"


def month_label(scenario: Scenario, month: int) -> str:
    """Month ``month`` on two short lines for an axis, such as Nov over 2024."""
    if language() == "ko":
        number = month_number(scenario.start) + month
        return f"{number % 12 + 1}월\n{number // 12}년"
    name, year = month_words(scenario, month).split()
    return f"{name[:3]}\n{year}"


def counted(number: int, noun: str) -> str:
    """A number of things: 1 trial, 10,000 trials."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def percent(share: float) -> str:
    """A share as a percentage that never rounds to 0 or 100 unless it is."""
    value = 100.0 * share
    if value in (0.0, 100.0):
        return f"{value:.0f}%"
    if value < 0.001:
        return "<0.001%"
    if value < 1.0:
        return f"{value:.2g}%" if value >= 0.1 else f"{value:.1g}%"
    if value > 99.9:
        # What is lacking has as many digits as it would have at the other end.
        lacking = f"{100.0 - value:.1g}"
        if float(lacking) < 0.001:
            return ">99.999%"
        return f"{100.0 - float(lacking):.{len(lacking) - 2}f}%"
    return f"{value:.1f}%"
