"""What may stand where in a study file."""

from ...scenario.shapes import DISTRIBUTION, Leaf, Listed, Named, Section

DESIGNS = ("grid", "zip", "list", "latin_hypercube", "sobol")
SPACINGS = ("linear", "logarithmic")
SCENARIO, POINT = "scenario", "point"
"""Names under which contrasts and listed points speak of a base scenario and of a listed point."""

_VALUE = Leaf("value of the parameter", "any")
_SOME = Named("parameter", "parameters and their values", _VALUE, paths=True)
_RANGE = Leaf("end of the range", "number")

_PARAMETER = Section(
    "parameter",
    "how a parameter varies; a list is a list of values",
    {
        "values": Listed("values, in order", _VALUE),
        "from": Leaf("first of equally spaced values", "number"),
        "to": Leaf("last of equally spaced values", "number"),
        "steps": Leaf("how many equally spaced values", "integer", low=2, high=10_000),
        "spacing": Leaf("how values are spaced", "choice", choices=SPACINGS),
        "range": Listed("range that samples cover evenly", _RANGE, length=2),
        "distribution": DISTRIBUTION,
    },
)
_CONTRAST = Section(
    "contrast",
    "points B set against points A that agree in everything else",
    {
        "a": Named("parameter", "what holds at the points A", _VALUE, paths=True),
        "b": Named("parameter", "what holds at the points B", _VALUE, paths=True),
    },
)

STUDY = Section(
    "study",
    "a study",
    {
        "name": Leaf("short name of the study", "text"),
        "title": Leaf("one line on what the study asks", "text"),
        "description": Leaf("what it is for", "text"),
        "scenario": Leaf("the scenario that all points start from", "text"),
        "scenarios": Listed("scenarios, each crossed with all points", Leaf("a scenario", "text")),
        "set": Named("setting", "values laid over every scenario", _VALUE, paths=True),
        "seed": Leaf("seed of all draws of all points; 0 is a seed", "integer", "", 0, 2**53),
        "draws": Leaf("parameter draws: none, prior, posterior or a file beside this one", "text"),
        "trials": Leaf("trials of every point", "integer", "", 1, 2**32),
        "design": Leaf("how points are made of parameters", "choice", choices=DESIGNS),
        "samples": Leaf("points of a sampled design", "integer", "", 1, 2**20),
        "design_seed": Leaf("seed of a sampled design; 0 is a seed", "integer", "", 0, 2**32 - 1),
        "parameters": Named("parameter", "parameters that vary", _PARAMETER, paths=True),
        "points": Named("point", "listed points, each with its values", _SOME),
        "outcomes": Listed("outcomes of interest", Leaf("name of an outcome", "text")),
        "contrasts": Named("contrast", "contrasts planned before the study is run", _CONTRAST),
    },
)
