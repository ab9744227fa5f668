"""Tables of the terminal: what results have to say, in 80 columns."""
