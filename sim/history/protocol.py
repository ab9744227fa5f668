"""The protocol by which acts are coded: yes/no questions that anybody can resolve from two reports.

Outcomes of trials, the record and forecasts mean these acts by their names.
"""

from collections.abc import Mapping
from typing import NamedTuple

from .monthly_file import FLAGS
from .records import RUNGS
from .registry import RECORDS, read


class Question(NamedTuple):
    """A question about a day: when the answer is yes, and what is a no although it looks like a yes.

    ``rungs`` are rungs of the ladder whose acts have the answer yes.
    """

    name: str
    question: str
    yes: str
    no: str
    rungs: tuple[str, ...]


RULES = (
    "States: those of the scenario, DPRK, ROK, US, Russia, China and Japan, against each other. What they do to "
    "others, such as the fighting in Ukraine, is none of it.",
    "Date: the local day in Korea on which it began.",
    "By whom: the state whose armed or security forces, or whose government, did it.",
    "Source: the act and the day are stated by the government that did it, by the government it was done to, "
    "or by two news agencies. Where governments disagree on who did it, the answer follows an investigation "
    "by more than one state, and is unclear without one.",
    "One event is one day on which a state did something of one kind, however often that day.",
    "A question whose answer is unclear when a forecast is scored counts as a no, and is named beside the score.",
)
QUESTIONS = (
    Question(
        "force",
        "Did armed forces of one state use force against another?",
        "fire that hit land, a person, a vessel, an aircraft or a post of the other, or fell within 500 metres of a "
        "crewed one; a mine or charge that wounded or damaged; boarding, seizing or ramming",
        "warning shots and fire into the air or the sea farther off; tests and drills, wherever they fall at sea; "
        "jamming, hacking, balloons, drones that do not shoot",
        ("clash", "lethal_incident", "limited_war", "general_war", "nuclear_use", "nuclear_war"),
    ),
    Question(
        "lethal_incident",
        "Did a use of force kill somebody of the other state?",
        "a use of force as above, of which at least one person of the other state died within 30 days",
        "deaths of one's own, accidents without a use of force, deaths that the other state neither confirms "
        "nor buries",
        ("lethal_incident", "limited_war", "general_war", "nuclear_use", "nuclear_war"),
    ),
    Question(
        "limited_war",
        "Were there sustained strikes?",
        "uses of force by one state against the land of the other on at least three days within ten, with at least "
        "ten killed on both sides together",
        "a single exchange, however deadly",
        ("limited_war", "general_war", "nuclear_use", "nuclear_war"),
    ),
    Question(
        "war",
        "Was there general war?",
        "sustained strikes with at least 1,000 killed in battle within twelve months, as the Correlates of War "
        "count a war",
        "sustained strikes below that",
        ("general_war", "nuclear_use", "nuclear_war"),
    ),
    Question(
        "nuclear_use",
        "Was a nuclear weapon used against another state?",
        "a nuclear explosion over, on or near territory, forces or vessels of another state, meant to harm or to "
        "warn",
        "a test on one's own territory",
        ("nuclear_use", "nuclear_war"),
    ),
    Question(
        "strategic_test",
        "Did the DPRK test a strategic weapon?",
        "the launch of a missile with a range of 3,000 km or more at a normal trajectory, of a missile from under "
        "water, or of a satellite, whether or not it succeeded; a nuclear explosion",
        "engine tests, parades, launches of shorter range",
        ("strategic_test",),
    ),
    Question(
        "satellite_launch",
        "Did the DPRK launch a satellite?",
        "a launch that the DPRK announced as one, or that carried a payload meant for orbit, whether or not it "
        "succeeded; it is a strategic test as well",
        "tests of parts on the ground or on other missiles",
        ("strategic_test",),
    ),
    Question(
        "show_of_force",
        "Did the DPRK show force?",
        "the launch of another missile, of rockets or cruise missiles, artillery fired into the sea, an engine test",
        "drills without firing, parades, statements",
        ("show_of_force",),
    ),
    Question(
        "hybrid",
        "Did the DPRK act by hybrid means?",
        "balloons or drones sent across the line, jamming of navigation, sabotage, infiltration, an attack on "
        "networks meant to disrupt",
        "theft by hacking, espionage, propaganda",
        ("hybrid",),
    ),
)


def shipped_months(*, balloons: bool = True) -> Mapping[str, Mapping[str, int]]:
    """The shipped record as ``monthly_file.read_months`` gives one: counts by month, and flags of uses of force.

    Flags begin with the record of uses of force; limited war, war and nuclear use have not occurred in it.
    Without ``balloons``, days with balloons are not counted.
    """
    events, uses = read("events"), read("uses-of-force")
    uses = uses.assign(month=uses["date"].str[:7])
    force = set(uses.loc[uses["force"] == "yes", "month"])
    kills = set(uses.loc[uses["kills"] == "yes", "month"])
    found: dict[str, dict[str, int]] = {}
    for row in events.to_dict("records"):
        month = str(row["month"])
        counts = {rung: int(row[rung]) for rung in RUNGS}
        if not balloons:
            counts["hybrid"] -= int(row["balloons"])
        found[month] = {**counts, "all": sum(counts.values())}
        if month >= RECORDS["uses-of-force"].first[:7]:
            flags = {"force": month in force, "lethal_incident": month in kills}
            found[month] |= {name: int(flags.get(name, False)) for name in FLAGS}
    return found
