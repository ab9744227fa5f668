"""``python -m sim``: the same as the command ``peninsula``."""

from .cli import main

if __name__ == "__main__":
    main()
