"""The code that documents show."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def blocks(document: str) -> list[str]:
    """Python code shown in a document of the checkout, block by block."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(document: str) -> list[tuple[str, list[str]]]:
    """Commands that a document shows with what they print: each command line, and the lines shown.

    A block of several commands shows what the last one prints.
    """
    text = (ROOT / document).read_text(encoding="utf-8")
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```\n\$ (.*?)^```", text, re.MULTILINE | re.DOTALL):
        whole = block.replace("\\\n", " ").splitlines()
        typed = [whole[0], *(line[2:] for line in whole[1:] if line.startswith("$ "))]
        shown = [line for line in whole[1:] if not line.startswith("$ ")]
        found += [(command, []) for command in typed[:-1]] + [(typed[-1], shown)]
    return found
