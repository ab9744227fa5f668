"""``peninsula list``: the shipped scenarios."""

from ..terminal import console, plain_table


def command() -> None:
    """List the shipped scenarios, each with what it assumes."""
    from ...scenario.files import available
    from ...scenario.loading import load

    table = plain_table()
    table.add_column("name", no_wrap=True)
    table.add_column("title")
    table.add_column("months", justify="right")
    for name in available():
        scenario = load(name)
        table.add_row(name, scenario.title, f"{scenario.horizon}")
    console().print(table)
