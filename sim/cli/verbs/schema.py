"""``peninsula schema``: the scenario language for editors."""

import json

from ..terminal import say


def command() -> None:
    """Print the JSON Schema of scenario files.

    Editors complete and check scenario files by it.
    """
    from ...scenario.models import json_schema

    say(json.dumps(json_schema(), indent=2))
