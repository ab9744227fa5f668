"""What researchers write, read and checked: YAML with line numbers, inheritance, paths, evidence.

Others use ``load`` and ``check``, the resolved ``Scenario``, and what explains it: ``explain``,
``difference``, ``evidence_table``, ``json_schema``, ``template``.
"""

from ..errors import Problem, ScenarioError
from .difference import difference
from .distribution import Distribution
from .explain import Explanation, explain
from .files import available, find
from .loading import check, load
from .models import json_schema
from .outcomes import Outcome
from .rules import Condition, Rule
from .scenario import Scenario
from .support import evidence_table, standings
from .template import template
from .timeline import Entry, Setting
from .values import Value

__all__ = [
    "Condition",
    "Distribution",
    "Entry",
    "Explanation",
    "Outcome",
    "Problem",
    "Rule",
    "Scenario",
    "ScenarioError",
    "Setting",
    "Value",
    "available",
    "check",
    "difference",
    "evidence_table",
    "explain",
    "find",
    "json_schema",
    "load",
    "standings",
    "template",
]
