"""The code that documents show."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def blocks(document: str) -> list[str]:
    """Python code shown in a document of the checkout, block by block."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
