"""Priors of the back-test: what could have been stated in 2011, before any month that it forecasts.

Constants are wide around those of the ladder. A leader may shift each rung either way; a campaign
raises tests, a moratorium lowers strategic ones, talks lower everything, by what the words mean.
"""

from .learning import Prior

_DPRK = "states.dprk.levels"
_RUNGS = ("hybrid", "show_of_force", "strategic_test", "clash")

DRIFT = (
    Prior("mechanisms.drift.sd", 0.15, 0.7, True),
    Prior("mechanisms.drift.half_life", 18.0, 0.5, True),
    Prior("mechanisms.drift.size", 0.4, 0.6, True),
)
HAZARDS = (
    Prior("mechanisms.campaign.entry", 1.0 / 240.0, 1.0, True),
    Prior("mechanisms.campaign.exit", 1.0 / 36.0, 1.0, True),
)
LEVELS = (
    *(Prior(f"{_DPRK}.{rung}.constant", 0.0, 1.5) for rung in _RUNGS),
    *(Prior(f"{_DPRK}.{rung}.leader", 0.0, 1.0) for rung in _RUNGS),
    Prior(f"{_DPRK}.hybrid.campaign", 1.0, 1.0),
    Prior(f"{_DPRK}.show_of_force.campaign", 1.5, 1.0),
    Prior(f"{_DPRK}.strategic_test.campaign", 1.5, 1.0),
    Prior(f"{_DPRK}.strategic_test.moratorium", 2.0, 1.0),
    Prior("mechanisms.dialogue.weight", 2.5, 0.5, True),
    Prior("mechanisms.tension.weight", 2.0, 0.6, True),
    Prior("mechanisms.exercise.weight", 1.0, 0.7, True),
    Prior("mechanisms.exercise.size", 0.4, 0.7, True),
    Prior("mechanisms.events.base", -0.5, 0.7),
    Prior("mechanisms.events.tension", 0.5, 0.7),
    Prior("mechanisms.events.campaign", 0.5, 0.5),
    Prior("mechanisms.events.dispersion", 1.0, 0.7, True),
    Prior("mechanisms.events.evenness", 0.5, 0.25),
    Prior("mechanisms.events.alike", 0.5, 0.25),
    Prior("rivalries.dprk-us.propensity", -2.0, 1.0),
)

ENTRY = (1.0, 240.0)
EXIT = (1.0, 24.0)
"""Beta priors of a dated regime's hazards: spells begun in months without, ended in months within."""
