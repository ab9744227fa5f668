"""What a draw is for: the part of its address that keeps two draws of one moment apart.

Numbers are part of published results: a new purpose gets a new number, none is ever reused.
"""

import numpy as np

TIMELINE = np.uint64(1)
DIALOGUE = np.uint64(2)
CAMPAIGN = np.uint64(3)
POLICY = np.uint64(4)
ATTRITION = np.uint64(5)
PROGRESS = np.uint64(6)
HEDGING = np.uint64(7)
PROGRAMME = np.uint64(8)
CONFRONTATION = np.uint64(9)
EVENT_COUNT = np.uint64(10)
EVENT_RUNG = np.uint64(11)
ACCIDENT = np.uint64(12)
MISPERCEPTION = np.uint64(13)
TIE_BREAK = np.uint64(14)
CRISIS = np.uint64(15)
DOCTRINE = np.uint64(16)
JOINING = np.uint64(17)
HONOUR = np.uint64(18)
SUPPORT = np.uint64(19)
NUCLEAR_USE = np.uint64(20)
NUCLEAR_ANSWER = np.uint64(21)
WAR_END = np.uint64(22)
PRESSURE = np.uint64(23)
INITIATOR = np.uint64(24)
MORATORIUM = np.uint64(25)
DRIFT = np.uint64(26)
MILESTONE = np.uint64(27)

FIRST_WAR_ROUND = 100
"""Rounds of an address above this are days of war; those below are rounds of crisis."""

NAMES = {int(value): name.lower() for name, value in list(globals().items()) if isinstance(value, np.uint64)}
"""Name of each purpose, for logs and replays."""
