"""Every mechanism of the rulebook, in the order in which their parameters are listed."""

from . import (
    acting,
    alliance,
    backing,
    campaign,
    choice,
    commitment,
    crisis,
    disputes,
    doctrine,
    entities,
    events,
    exchange,
    experience,
    hedging,
    incidents,
    ladder,
    moratorium,
    policy,
    record,
    relations,
    sanctions,
    strength,
    technology,
    timeline,
    treasury,
    war,
)
from .declare import Headline, Mechanism
from .terms import registry as terms

MECHANISMS: tuple[Mechanism, ...] = (
    ladder.MECHANISM,
    entities.MECHANISM,
    timeline.MECHANISM,
    campaign.MECHANISM,
    moratorium.MECHANISM,
    policy.MECHANISM,
    exchange.MECHANISM,
    treasury.MECHANISM,
    technology.MECHANISM,
    experience.MECHANISM,
    sanctions.MECHANISM,
    sanctions.RECOGNITION,
    relations.MECHANISM,
    relations.TIES,
    hedging.MECHANISM,
    commitment.MECHANISM,
    alliance.MECHANISM,
    strength.MECHANISM,
    backing.RELIANCE,
    choice.MECHANISM,
    *terms.MECHANISMS,
    acting.MECHANISM,
    doctrine.MECHANISM,
    incidents.MECHANISM,
    crisis.MECHANISM,
    war.MECHANISM,
    events.MECHANISM,
    disputes.MECHANISM,
    record.MECHANISM,
)

HEADLINES: dict[str, Headline] = {
    variable.name: variable.headline
    for mechanism in MECHANISMS
    for variable in mechanism.variables
    if variable.headline is not None
}
"""Outcomes that are months of firsts, by name, as results speak of them."""
