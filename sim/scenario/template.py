"""The first lines of a scenario of one's own."""

import re

from ..errors import Problem, ScenarioError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}\Z")
_TEXT = """\
# A scenario states only what differs from the one it extends.
# peninsula explain PATH says what a path means; peninsula check FILE says what is wrong.
name: {name}
title: What this scenario is, in one line
description: >
  What it assumes, and why.
extends: baseline

# A value is a number, or a number with its range and what stands behind it.
alliances:
  russia-dprk:
    commitment: {{ value: 0.5, range: [0.2, 0.8], evidence: assumption }}

# Any mechanism with a switch can be left out.
mechanisms:
  moral_hazard: on
"""


def template(name: str) -> str:
    """YAML of a new scenario that extends the baseline.

    Parameters
    ----------
    name : str
        A letter, then letters, digits, ``_`` and ``-``; at most 60 characters.

    Raises
    ------
    ScenarioError
        If the name can't name a file everywhere.
    """
    if not _NAME.match(name):
        message = "a scenario's name begins with a letter and holds letters, digits, _ and - only"
        raise ScenarioError([Problem(name or "''", 0, 0, message)])
    return _TEXT.format(name=name)
