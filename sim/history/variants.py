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
        """What of it matters up to an origin: variants with the same learn the same."""
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


def simplest(variant: Variant, scenario: Scenario) -> Variant:
    """The variant without the switches that make no difference to a scenario.

    Moral hazard comes from alliances. Where none carries a share of it, the mechanism adds nothing, on
    or off.
    """
    alliances = scenario.names["alliances"]
    if any(scenario.value(f"alliances.{name}.moral_hazard") != 0.0 for name in alliances):
        return variant
    values = tuple(one for one in variant.values if one[0] != "mechanisms.moral_hazard.on")
    return variant._replace(values=values)


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
