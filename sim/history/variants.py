"""Variants of the model's structure that the back-test scores side by side."""

from collections.abc import Mapping
from typing import NamedTuple

from ..scenario.scenario import Scenario
from .known import as_it_became_known, without
from .learning import Prior
from .priors_2011 import DRIFT, HAZARDS, LEVELS

CAMPAIGN = "campaign_of_2022"
"""Entry of the timeline that dates a campaign by hindsight."""


class Variant(NamedTuple):
    """One form of the model.

    ``values`` are laid on the hindcast by path. A hidden campaign is a state of each particle, a dated
    one the timeline's. Without ``hazards`` no regime begins or ends after an origin. What is
    ``fitted`` learns nothing: its parameters are those shipped, fitted to the whole record.
    """

    meaning: str
    values: tuple[tuple[str, float | bool], ...] = ()
    drift: bool = True
    hidden_campaign: bool = True
    hazards: bool = True
    fitted: bool = False

    @property
    def priors(self) -> tuple[Prior, ...]:
        """What is learnt."""
        if self.fitted:
            return ()
        return (
            *LEVELS,
            *(DRIFT if self.drift else ()),
            *(HAZARDS if self.hidden_campaign else ()),
        )

    @property
    def observed(self) -> "Variant":
        """What of it matters up to an origin."""
        return self._replace(meaning="", hazards=False)


def _switched(name: str, meaning: str, on: bool = False) -> Variant:
    return Variant(meaning, ((f"mechanisms.{name}.on", on),))


MODEL = "model"
UPPER_BOUND = "fitted_to_all"

VARIANTS: dict[str, Variant] = {
    MODEL: Variant("slow level, hidden campaign, hazards"),
    "no_drift": Variant("no slow level", drift=False),
    "dated_campaign": Variant("the campaign of 2022 from the timeline", hidden_campaign=False),
    "lasting_regimes": Variant(
        "the same, and regimes last for ever", hidden_campaign=False, hazards=False
    ),
    "no_moral_hazard": _switched("moral_hazard", "no moral hazard"),
    "no_diversion": _switched("diversion", "no diversion"),
    "no_private_information": _switched("resolve", "no private information about resolve"),
    "stability_instability": _switched(
        "stability_instability", "stability-instability paradox", True
    ),
    UPPER_BOUND: Variant(
        "parameters fitted to the whole record: an upper bound",
        drift=False,
        hidden_campaign=False,
        fitted=True,
    ),
}
"""By name; all but the upper bound are averaged."""


class Course(NamedTuple):
    """How a variant lives through a record.

    ``variant`` has no switch that makes no difference at all; up to month ``parting`` it lives as ``trunk``
    does, which has none of the switches that make a difference from then on.
    """

    variant: Variant
    trunk: Variant
    parting: int

    def at(self, month: int) -> Variant:
        """What of the variant matters in a month: courses with the same have lived alike so far."""
        return (self.variant if month >= self.parting else self.trunk).observed


def course(variant: Variant, scenario: Scenario, lag: int = 0) -> Course:
    """The course of a variant through the hindcast."""
    lived = observed_form(scenario, variant, lag)
    felt = {path: _felt_from(path, lived) for path, _ in variant.values}
    later = [month for month in felt.values() if month]
    told = variant._replace(values=tuple(one for one in variant.values if felt[one[0]] is not None))
    trunk = variant._replace(values=tuple(one for one in variant.values if felt[one[0]] == 0))
    return Course(told, trunk, min(later, default=0))


def _felt_from(path: str, scenario: Scenario) -> int | None:
    """First month in which a switch can make a difference to a scenario; None where it never does.

    Moral hazard comes from alliances: where none carries a share of it, the mechanism adds nothing, on
    or off. Diversion comes from what is sent abroad: without a pact that asks for something there is none.
    """
    if path == "mechanisms.moral_hazard.on":
        alliances = scenario.names["alliances"]
        carried = any(scenario.value(f"alliances.{name}.moral_hazard") for name in alliances)
        return 0 if carried else None
    if path == "mechanisms.diversion.on":
        return _first_exchange(scenario)
    return 0


def _first_exchange(scenario: Scenario) -> int | None:
    """First month in which troops or munitions can be abroad under a pact."""
    pacts = scenario.names["pacts"]
    for name in pacts:
        asked = scenario.value(f"pacts.{name}.in_force") and scenario.value(f"pacts.{name}.demand")
        if asked or scenario.value(f"pacts.{name}.abroad"):
            return 0
    asking = {f"pacts.{name}.{word}" for name in pacts for word in ("in_force", "demand")}
    months = [
        entry.month
        for entry in scenario.timeline
        for setting in (*entry.set, *entry.otherwise)
        if setting.path in asking and setting.value
    ]
    return max(0, min(months)) if months else None


def observed_form(scenario: Scenario, variant: Variant, lag: int = 0) -> Scenario:
    """The hindcast as particles live through it: dates as they became known, no hazard of a dated regime."""
    regimes = {
        "mechanisms.dialogue.entry": 0.0,
        "mechanisms.dialogue.exit": 0.0,
        "mechanisms.moratorium.on": False,
        "mechanisms.campaign.on": variant.hidden_campaign,
    }
    return as_it_became_known(_form(scenario, variant, regimes), lag)


def forward_form(scenario: Scenario, variant: Variant) -> Scenario:
    """The hindcast as particles go on in it after an origin, its timeline still whole."""
    regimes = {
        "mechanisms.moratorium.on": variant.hazards,
        "mechanisms.campaign.on": variant.hazards or variant.hidden_campaign,
    }
    return _form(scenario, variant, regimes)


def _form(scenario: Scenario, variant: Variant, regimes: Mapping[str, float | bool]) -> Scenario:
    of = scenario.replace({**dict(variant.values), **regimes})
    return without(of, CAMPAIGN) if variant.hidden_campaign else of
