"""Fields that several requests have, worded once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ..limits import LARGEST_INTEGER, MOST_THREADS, MOST_TRIALS
from .request import Argument, Keyword, Option

if TYPE_CHECKING:
    import pandas as pd

    from ..experiment.draws import Draws as Table
    from ..experiment.draws_requested import StatedDraws
    from ..scenario.scenario import Scenario

# Named lazily: what stands on the right is not imported before it is asked for.
type ScenarioLike = Scenario | str | Path
type DrawsLike = str | Path | Table | StatedDraws | pd.DataFrame

OutFolder = str | Path | bool | None

ScenarioNamed = Annotated[
    ScenarioLike,
    Argument(
        "A scenario file, or the name of a shipped scenario.",
        metavar="SCENARIO",
        kind="Scenario, str or Path",
    ),
]
SourceNamed = Annotated[
    ScenarioLike,
    Argument(
        "A scenario or a study, by file or name, or the folder of a sweep.",
        metavar="SCENARIO|STUDY|FOLDER",
        kind="Scenario, str or Path",
    ),
]
FirstScenario = Annotated[
    ScenarioLike, Argument("The first scenario.", metavar="A", kind="Scenario, str or Path")
]
SecondScenario = Annotated[
    ScenarioLike | None,
    Argument("The second scenario.", metavar="B", kind="Scenario, str or Path"),
]
Seed = Annotated[
    int | None,
    Option(
        "Seed of all random numbers; 0 is one.",
        low=0,
        high=LARGEST_INTEGER,
        default="the scenario's",
    ),
]
SharedSeed = Annotated[
    int | None,
    Option("Seed of all scenarios; 0 is one.", low=0, high=LARGEST_INTEGER, default="that of A"),
]
Sets = Annotated[
    Sequence[str], Option("Another value at a path.", flag="--set", metavar="PATH=VALUE")
]
Off = Annotated[Sequence[str], Option("Switch a mechanism off.", metavar="MECHANISM")]
Params = Annotated[
    Sequence[str],
    Option(
        "A parameter, or the beginning of its path.",
        flag="--param",
        metavar="PATH[=LOW,HIGH]",
        default="all with a range",
    ),
]
Threads = Annotated[
    int | None,
    Option(
        "Threads; they change no result.",
        low=1,
        high=MOST_THREADS,
        default="the processors at hand",
    ),
]
Draws = Annotated[
    DrawsLike | None,
    Option(
        "Parameter draws, one a trial.",
        metavar="none|prior|posterior|FILE",
        kind="str, Path, Draws or DataFrame",
        python='"posterior" draws from the shipped posterior where the record informs a parameter, and '
        'elsewhere, like "prior", from the ranges and distributions that the scenario states; "none" '
        "takes point values; a table has a column a path.",
        default="the shipped posterior, where it fits",
    ),
]
Precision = Annotated[
    float | None,
    Option(
        "Run until every difference of shares is known to within P, such as 0.005.",
        metavar="P",
        above=0,
        below=1,
    ),
]
PreciseOutcomes = Annotated[
    Sequence[str],
    Option(
        "An outcome whose precision counts.",
        flag="--outcome",
        metavar="NAME",
        default="all shares, or those of the study",
    ),
]
MostTrials = Annotated[
    int, Option("Trials after which a run to a precision stops short.", low=1, high=MOST_TRIALS)
]
Resume = Annotated[bool, Option("Go on from where the same request was broken off.")]
Reported = Annotated[
    Callable[[int], None] | None,
    Keyword("Called now and then with the number of trials done.", kind="callable"),
]


LabelsFile = Annotated[
    str | Path | None,
    Option("A YAML file of labels, a line each: NAME: LABEL.", metavar="FILE", kind="str or Path"),
]
RESULT = Argument(
    "Folder of a result, or file of a forecast.", metavar="RESULT", kind="str, Path or a result"
)


def matched_trials(default: str) -> Option:
    """How many trials several scenarios share."""
    return Option("How many matched trials.", low=1, high=MOST_TRIALS, default=default)


def result_folder(named: str) -> Option:
    """The folder of a result; the command keeps every result, in a folder ``named`` so by default."""
    return Option(
        "Result folder.",
        metavar="DIR",
        kind="str, Path or True",
        python=f"True takes {named}, and nothing keeps the result in memory.",
        default=named,
        untyped=True,
    )
