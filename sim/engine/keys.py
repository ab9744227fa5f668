"""Names into draws: the documented 64-bit hash by which a seed and two names key the generator.

The key of (seed, actor, target) is the first eight bytes, little-endian, of BLAKE2b over the UTF-8
text of seed, actor and target in Unicode normal form C, each ended by a zero byte. "Nobody" is the
empty name. Two pairs with one key would have the same random numbers, so collisions are refused.
"""

import hashlib
import unicodedata

import numpy as np
import numpy.typing as npt

from ..errors import KeyCollision


def name_key(seed: int, actor: str, target: str) -> int:
    """64-bit key of a seed and two names."""
    text = "".join(f"{part}\0" for part in (str(seed), actor, target))
    normal = unicodedata.normalize("NFC", text)
    return int.from_bytes(hashlib.blake2b(normal.encode(), digest_size=8).digest(), "little")


def entry_number(name: str) -> int:
    """31-bit number by which the name of a timeline entry or doctrine rule enters its draws."""
    normal = unicodedata.normalize("NFC", name)
    digest = hashlib.blake2b(normal.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") & 0x7FFFFFFF


def key_table(seed: int, names: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """Keys of all ordered pairs of ``names`` and nobody, shape (n + 1, n + 1).

    Raises KeyCollision when two pairs share a key.
    """
    everyone = (*names, "")
    table = np.array([[name_key(seed, a, b) for b in everyone] for a in everyone], dtype=np.uint64)
    if len(set(table.ravel().tolist())) != table.size:
        raise KeyCollision(f"two pairs of names share a key under seed {seed}: use another seed")
    return table
