"""``peninsula schema``: the scenario language for editors."""

import json

from ..terminal import say


def command() -> None:
    """Print the JSON Schema of scenario files, for completion and checks in an editor."""
    from ...scenario.models import json_schema

    say(json.dumps(json_schema(), indent=2))
