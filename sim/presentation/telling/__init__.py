"""Parts of a chronicle: what a month's decisions and changes are in plain sentences."""
