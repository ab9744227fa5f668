"""What is fast and how fast: ratios of one run on one machine, printed and never asserted."""
