"""``peninsula schema``: the scenario language for editors."""

import json

import typer


def command() -> None:
    """Print the JSON Schema of scenario files, for completion and checks in an editor."""
    from ..scenario.models import json_schema

    typer.echo(json.dumps(json_schema(), indent=2))
