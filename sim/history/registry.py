"""The records that are shipped: what each holds, from where, over which span, and where it is weak.

Each is a small table of derived facts (counts, dates, distances) in ``records/``; the sources'
own files are not shipped, and whoever uses a record cites its source.
"""

from importlib.resources import files
from typing import NamedTuple

import pandas as pd


class Record(NamedTuple):
    """One shipped record.

    ``file`` is its table in ``records/``; ``unit`` says what one number counts; ``first`` and
    ``last`` are the span that the table covers, as YYYY, YYYY-MM or YYYY-MM-DD; ``counted`` says how
    the source became the table.
    """

    name: str
    title: str
    file: str
    unit: str
    first: str
    last: str
    source: str
    terms: str
    counted: str
    weaknesses: str


_COW_TERMS = "free for research with citation; counts only"
_MID = (
    "Palmer et al. 2022, The MID5 Dataset, 2011-2014, Conflict Management and Peace Science 39(4), "
    "doi:10.1177/0738894221995743"
)

RECORDS = {
    record.name: record
    for record in (
        Record(
            "events",
            "Events of the DPRK a month by rung",
            "dprk_events_monthly.csv",
            "event-days: days on which something of a kind happened",
            "1994-01",
            "2026-02",
            "CSIS Beyond Parallel, database of North Korean provocations, as of September 2024; from 2024-10 on "
            "CSIS Korea Chair, list of North Korean provocations, edition of March 2026",
            "databases copyrighted by CSIS; counts only, cite",
            "days a month by the list's categories, mapped to rungs: hybrid is balloons, other "
            "hybrid acts and infiltration; show_of_force is short- and medium-range, cruise and "
            "other missiles, rocket launchers, engine tests, and from January 2022 artillery fired "
            "into the sea, which the list files under clashes; strategic_test is intercontinental, "
            "intermediate-range and submarine-launched missiles, satellite launches and nuclear "
            "tests; clash is kinetic clashes before 2022, and later uses of force as the codebook "
            "defines them; unplaced is every other category; balloons are among hybrid, and icbm, "
            "irbm_slbm, satellite and nuclear_test add up to strategic_test",
            "press-based and denser in later years; two editions, which differ in uses of force between the "
            "Koreas (record uses-of-force); parameters are fitted to months up to 2024-09; blind to alerts; deaths are "
            "not told apart, so lethal incidents are bounded by the record of disputes instead",
        ),
        Record(
            "uses-of-force",
            "Uses of force between the Koreas",
            "uses_of_force.csv",
            "days; force and kills are yes, no or unclear, killed a number of people",
            "2009-11-10",
            "2025-11-19",
            "CSIS Korea Chair, list of North Korean provocations, edition of March 2026 (days), and the news that each "
            "row names",
            "facts; cite",
            "every day that the list, or news read for it, gives as an exchange or as fire at the line, coded by the "
            "codebook (peninsula history codebook); by names the states that used force",
            "what the rows say was read in few sources each; days that the list alone names are unclear; the record of "
            "events follows another edition before 2024-10, which has no clash from 2016 on",
        ),
        Record(
            "launches",
            "Missiles launched by the DPRK a month by type",
            "missile_launches_monthly.csv",
            "missiles; failed counts those of all types that failed",
            "1984-04",
            "2023-04",
            "James Martin Center for Nonproliferation Studies and NTI, North Korea Missile Test "
            "Database",
            "counts only, cite",
            "launches a month by type, failures of all types beside them; months without are 0",
            "only missiles that can carry 500 kg over 300 km; one salvo counts each missile, so "
            "these are no events; unknown outcomes are not counted as failures",
        ),
        Record(
            "nuclear-tests",
            "Nuclear tests of the DPRK",
            "nuclear_tests.csv",
            "dates",
            "2006-10-09",
            "2017-09-03",
            "CSIS Beyond Parallel (months); Euronews 2017-09-04, Business Standard 2017-09-04 and "
            "The Guardian 2016-01-06 (days)",
            "facts; cite",
            "one row a test",
            "days are local dates; yields are disputed and therefore left out",
        ),
        Record(
            "disputes",
            "Militarized disputes by pair, year of onset and highest hostility",
            "dispute_onsets_yearly.csv",
            "disputes that began in the year",
            "1954",
            "2014",
            _MID,
            _COW_TERMS,
            "a dispute belongs to a pair if the two stood on opposite sides, to the first year in "
            "which they did, and to the higher of the hostility levels either reached; fatal if "
            "either lost somebody; reciprocated if both reached a threat or more; years without "
            "onsets have no row",
            "ends in 2014; deaths whose number is unknown are not counted as fatal; only pairs in which "
            "North or South Korea stood; the war of China and Russia with the ROK is one dispute of "
            "1965 (611), fought in Vietnam",
        ),
        Record(
            "joining",
            "Third parties in disputes of the DPRK with the ROK",
            "dispute_joining_yearly.csv",
            "disputes that began in the year, and those of them the state took part in",
            "1954",
            "2014",
            _MID,
            _COW_TERMS,
            "the US and Japan against the DPRK, China and Russia against the ROK, in the same "
            "dispute; years without disputes have no row",
            "taking part from the first day and joining later are not told apart; few disputes",
        ),
        Record(
            "crises",
            "International crises over Korea",
            "icb_crises.csv",
            "crises",
            "1950-06",
            "2018-06",
            "Brecher, Wilkenfeld, Beardsley, James and Quinn, International Crisis Behavior Data, "
            "version 15",
            "free for research with citation; derived facts only",
            "began with the first and ended with the last of its actors; trigger is the most "
            "violent trigger, violence the most severe violence among its actors",
            "crises of which North or South Korea is an actor, so none of the 2018-24 launches; "
            "actors differ in what triggered and what they suffered, and only the worst is kept; "
            "the labels of triggers are from memory of the codebook",
        ),
        Record(
            "treaties",
            "Treaties of alliance, nonaggression and consultation",
            "alliance_treaties.csv",
            "treaties",
            "1951-09-08",
            "2024-12-04",
            "ATOP 5, Leeds, Ritter, Mitchell and Long 2002, doi:10.1080/03050620213653; TASS "
            "2024-12-05 for the treaty of 2024; KBS for the end of the military agreement",
            "facts; cite",
            "obligations as ATOP codes them; the military agreement of 2018 is no alliance",
            "from_memory names the dates that no source was read for; the ROK had suspended part "
            "of the military agreement from November 2023; years where no day was found; the Basic "
            "Agreement of 1991 has no end, though neither side holds to it",
        ),
        Record(
            "un-gaps",
            "Gaps of UN voting ideal points by pair",
            "un_ideal_point_gaps.csv",
            "distance of ideal points, about -3 to 3 each",
            "1991",
            "2023",
            "Bailey, Strezhnev and Voeten 2017, Journal of Conflict Resolution 61(2), "
            "doi:10.1177/0022002715595700",
            "free with citation; rounded to two digits",
            "absolute difference of the two states' yearly ideal points; from the year in which "
            "both Korean states joined the UN",
            "votes in the General Assembly say what a state supports, not what it does; estimates "
            "of 1991-93 rest on few votes of new members",
        ),
    )
}
"""Records by name."""


def read(name: str) -> pd.DataFrame:
    """The table of a record, texts as texts and counts as whole numbers.

    Raises
    ------
    KeyError
        If there is no record of this name.
    """
    text = files(__package__) / "records" / RECORDS[name].file
    with text.open(encoding="utf-8") as stream:
        return pd.read_csv(stream, keep_default_na=False, na_values={"": []})
