"""Data for other statistical software: names that it accepts, labels in words, a codebook."""
