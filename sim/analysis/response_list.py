"""The rows of the table of responses: one declaration an assumption that people compare."""

from .response_rows import STATED, Row, Setting, own, switch

_US, _RUSSIA = "alliances.us-rok", "alliances.russia-dprk"
_PACT, _UN = "pacts.russia-dprk", "sanctions.un_1718"
_ARMS = (
    "The size of a target's own weapons on force is 0 on average, since the literature disputes its "
    "sign; its range is the row of the rival's weapons."
)
_TRACKS = {
    "reentry": "re-entry",
    "mirv": "multiple warheads",
    "submarine": "submarine",
    "satellite": "satellite",
}


def _weights(mechanism: str, month: float, crisis: float) -> tuple[Setting, Setting]:
    """Both weights of a term of deterrence: on force in a month, and in a crisis."""
    path = f"mechanisms.{mechanism}"
    return own(f"{path}.weight", 0, month), own(f"{path}.crisis_weight", 0, crisis)


_ALLIANCES = (
    Row("us_commitment", "US commitment to the ROK", (own(f"{_US}.commitment", 0.3, 0.9),)),
    Row(
        "us_treaty",
        "US-ROK treaty in force",
        (Setting(f"{_US}.in_force", 0, 1),),
        published="Deterrent alliances go with 18% fewer attacks on a member (−0.20 in log odds); "
        "Kenwick and Vasquez 2017 find no deterrence.",
        source="benson_2011",
    ),
    Row(
        "us_troops",
        "US troops in the ROK",
        (Setting("states.us.presence", 0, 1),),
        also=(
            Setting("states.us.policies.presence.level", 0, 1),
            Setting("states.us.policies.presence.pin", 0, 1),
        ),
        published="Small forward forces do not deter, forces that shift the local balance do (sign only).",
        source="reiter_poast_2021",
    ),
    Row(
        "russian_commitment",
        "Russian commitment to the DPRK",
        (own(f"{_RUSSIA}.commitment", 0.05, 0.95),),
    ),
    Row(
        "russian_treaty",
        "Russian treaty in force",
        (Setting(f"{_RUSSIA}.in_force", 0, 1),),
        also=(Setting("timeline.treaty_in_force.probability", 0, 1),),
        published="Members with defence pacts are not found to start more disputes.",
        source="johnson_leeds_2011",
    ),
    Row(
        "alliances",
        "all alliances",
        (switch("alliance"),),
        published="Defence pacts deter attacks on members.",
        source="johnson_leeds_2011",
    ),
    Row(
        "extended_deterrence",
        "weight of extended deterrence",
        _weights("extended_deterrence", 0.6, 1),
        published="A target's defensive ally lowers the chance of a dispute (sign only).",
        source="leeds_2003",
    ),
    Row(
        "forward_presence",
        "weight of troops in place",
        _weights("forward_presence", 0.4, 0.5),
        published="Hosts of US troops are expected to be targets less often (sign only).",
        source="martinez_machain_morgan_2013",
        why_nothing="US troops stand near their level in the rivalry's history, where the term is 0.",
    ),
    Row(
        "moral_hazard",
        "emboldening by the Russian pact",
        (own(f"{_RUSSIA}.moral_hazard", -0.16, 0.5),),
        published="Unconditional compellent alliances go with 249% more initiation by a member, "
        "conditional compellent ones with no change.",
        source="benson_2011",
    ),
)

_FORCES = (
    Row("power_dprk", "power of the DPRK", (own("states.dprk.power", 0.4, 1.2),)),
    Row("power_rok", "power of the ROK", (own("states.rok.power", 0.5, 2),)),
    Row("balance", "weight of the balance", _weights("balance", 0.35, 1)),
    Row(
        "warheads_dprk",
        "warheads of the DPRK",
        (own("states.dprk.warheads", 20, 90),),
        published="Pairs in which one side is armed see more conflict below war (sign only).",
        source="bell_miller_2015",
        why_nothing=_ARMS,
    ),
    Row(
        "warheads_rok",
        "warheads of the ROK",
        (Setting("states.rok.warheads", 0, 20),),
        published="Two nuclear states are less likely to fight a war (sign only); "
        "Bell and Miller 2015 find no difference.",
        source="rauchhaus_2009",
        why_nothing=_ARMS,
    ),
    Row("warheads_us", "warheads of the US", (Setting("states.us.warheads", 0, STATED),)),
    Row("warheads_russia", "warheads of Russia", (Setting("states.russia.warheads", 0, STATED),)),
    Row(
        "nuclear_deterrence",
        "weight of the rival's weapons",
        _weights("nuclear_deterrence", 0.3, 1.3),
    ),
    Row(
        "umbrella",
        "nuclear umbrella",
        (switch("nuclear_umbrella"),),
        published="Alliances with nuclear states deter (sign only).",
        source="fuhrmann_sechser_2014",
    ),
    Row("umbrella_weight", "weight of the umbrella", _weights("nuclear_umbrella", 0.4, 1.9)),
    Row(
        "erosion",
        "erosion of the umbrella by reach",
        (own("mechanisms.nuclear_umbrella.erosion", 0.1, 0.9),),
    ),
    Row(
        "stability_instability",
        "stability-instability paradox",
        (switch("stability_instability"),),
        published="Two nuclear states take more risk below war (sign only); "
        "Bell and Miller 2015 do not find it.",
        source="rauchhaus_2009",
    ),
)

_RESOLVE = (
    Row("resolve_dprk", "resolve of the DPRK", (own("states.dprk.resolve", -2, 2),)),
    Row("resolve_rok", "resolve of the ROK", (own("states.rok.resolve", -2, 2),)),
    Row(
        "stakes_dprk",
        "stakes of the DPRK against the ROK",
        (own("rivalries.dprk-rok.stakes", 0.5, 2),),
    ),
    Row(
        "stakes_rok",
        "stakes of the ROK against the DPRK",
        (own("rivalries.rok-dprk.stakes", 0.5, 2),),
    ),
    Row(
        "audience",
        "audience costs",
        (own("mechanisms.audience.weight", 0, 5),),
        published="Audience costs exist and rise with escalation (sign only).",
        source="tomz_2007",
    ),
)

_CRISES = (
    Row(
        "threshold",
        "cost of entering an armed attack",
        (own("mechanisms.crisis.threshold", 1.2, 3.7),),
        published="Of 58 attempts at extended immediate deterrence, 14 became wars (a base rate).",
        source="signorino_tarar_2006",
    ),
    Row(
        "war_threshold",
        "cost of entering general war",
        (own("mechanisms.crisis.war_threshold", 0, 1),),
        why_nothing="It acts on the step to general war alone, which few trials come to.",
    ),
    Row("crisis_cost", "cost of severity in a crisis", (own("mechanisms.crisis.cost", 4, 6),)),
    Row(
        "crisis_precision",
        "precision of choices in a crisis",
        (own("states.dprk.crisis_precision", 0.5, 2),),
        also=tuple(
            own(f"states.{one}.crisis_precision", 0.5, 2) for one in ("rok", "us", "russia")
        ),
    ),
    Row(
        "crisis_reciprocity",
        "reciprocity in a crisis",
        (own("mechanisms.crisis.reciprocity", 8, 26),),
    ),
    Row(
        "accidents",
        "chance of an accidental clash",
        (own("mechanisms.incidents.accident", 0, 0.01),),
    ),
)

_MONTHS = (
    Row(
        "reciprocity",
        "reciprocity from month to month",
        (own("mechanisms.reciprocity.weight", 0, 5),),
    ),
    Row("exercises", "exercises of the US and ROK", (switch("exercise"),)),
    Row(
        "campaign",
        "test campaign of the DPRK at the start",
        (Setting("states.dprk.campaign", 0, 1),),
    ),
    Row(
        "dialogue_entry",
        "chance that dialogue begins",
        (own("mechanisms.dialogue.entry", 0.0005, 0.01),),
    ),
    Row("dialogue", "dialogue", (switch("dialogue"),)),
)

_EXCHANGE = (
    Row("exchange", "exchange of the DPRK and Russia", (Setting(f"{_PACT}.in_force", 0, 1),)),
    Row("diversion_weight", "weight of diversion", (own("mechanisms.diversion.weight", 0, 14),)),
    Row("diversion", "diversion", (switch("diversion"),)),
    Row(
        "experience",
        "combat experience",
        (switch("experience"),),
        why_nothing="A few percent of the force come back with experience: strength rises by about 1%.",
    ),
    Row("reserve", "hard currency of the DPRK at the start", (own("states.dprk.reserve", 0.3, 4),)),
    Row("trade", "trade of the DPRK", (own("states.dprk.trade", 0.1, 0.25),)),
    Row("pay", "pay for soldiers sent", (own(f"{_PACT}.pay", 1000, 3000),)),
)

_SANCTIONS = (
    Row(
        "sanctions",
        "sanctions",
        (switch("sanctions"),),
        published="Sanctions succeed in 34% of cases; Pape 1997 counts 4%.",
        source="sanctions_hufbauer",
    ),
    Row(
        "enforcement",
        "enforcement of sanctions at the start",
        (own(f"{_UN}.enforcement", 0.2, 0.7),),
    ),
    Row(
        "full_enforcement",
        "enforcement if nobody obstructs",
        (own(f"{_UN}.full_enforcement", 0.5, 0.9),),
    ),
    Row("recognition", "recognition as a nuclear state", (switch("recognition"),)),
    Row(
        "russian_recognition",
        "Russian stance: opposed to open recognition",
        (Setting("states.russia.recognition", 0, 3),),
    ),
    Row(
        "relations",
        "relations of the ROK and Russia",
        (own(f"{_PACT}.relations", -0.6, 0),),
        why_nothing="They bear on what Russia pays and says and on what the ROK sends, not on force.",
    ),
)

_TECHNOLOGY = (
    Row("technology", "progress of weapons technology", (switch("technology"),)),
    *(
        Row(
            track, f"{words} at the start", (own(f"states.dprk.tracks.{track}.progress", 0.1, 0.8),)
        )
        for track, words in _TRACKS.items()
    ),
    Row(
        "transfer",
        "strategic technology from Russia",
        (
            Setting("states.russia.policies.pay.level", 0, 2),
            Setting("states.russia.policies.pay.pin", 0, 2),
        ),
    ),
)

GROUPS: dict[str, tuple[Row, ...]] = {
    "Alliances": _ALLIANCES,
    "Power and weapons": _FORCES,
    "Resolve and stakes": _RESOLVE,
    "Crises": _CRISES,
    "Months without a crisis": _MONTHS,
    "Exchange with Russia": _EXCHANGE,
    "Sanctions and relations": _SANCTIONS,
    "Technology": _TECHNOLOGY,
}
"""The rows under the headings of the table."""

ROWS: tuple[Row, ...] = tuple(row for rows in GROUPS.values() for row in rows)
