"""Tables for a paper: rows of text made of a result, written as LaTeX, Markdown, HTML or CSV."""
