"""A table as LaTeX with booktabs: an environment to be input, its notes below."""

from collections.abc import Iterable, Iterator, Sequence

from .table import Table, pages

ROWS, LETTERS = 40, 24
"""Rows above which a table goes over pages, and letters above which a column of text breaks its lines."""
LINE = 80
"""Letters of a line of a page, about, in small print."""
NARROWEST, WIDEST = 0.2, 60
"""Share of the line that a column with broken lines has at least, and letters that count in a share."""
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    "−": "$-$",
    "±": r"$\pm$",
    "×": r"$\times$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "→": r"$\rightarrow$",
    "∞": r"$\infty$",
    "–": "--",
    "—": "---",
    "…": r"\dots{}",
}
_ESCAPED = str.maketrans(_SIGNS)
_PATH = 20
"""Letters above which a name without spaces may be broken after a full stop or an underscore."""


def escaped(text: str) -> str:
    r"""Text that LaTeX prints as it is.

    >>> escaped("us_rok & 5% of #1")
    'us\\_rok \\& 5\\% of \\#1'
    """
    return " ".join(text.split()).translate(_ESCAPED)


def latex(table: Table) -> str:
    """The table as one environment, or as several where it is too wide for a page."""
    parts = list(pages(table))
    every = [_preamble(parts)]
    for number, part in enumerate(parts, 1):
        label = part.name if len(parts) == 1 else f"{part.name}-{number}"
        title = part.title if number == 1 else f"{part.title} (continued)"
        every.append("\n".join(_environment(part, escaped(title), f"tab:{label}")))
    return "\n\n".join(every) + "\n"


def _preamble(parts: Sequence[Table]) -> str:
    """Comments that name the packages that the table needs."""
    packages = ["booktabs"]
    if any(_broken(part, k) for part in parts for k in range(len(part.columns))):
        packages.append("array")
    if any(_long(part) for part in parts):
        packages.append("longtable")
    lines = [f"% \\usepackage{{{','.join(packages)}}}"]
    if any("가" <= letter <= "힣" for letter in str(parts)):
        lines.append(
            "% Hangul needs LuaLaTeX or XeLaTeX with a Korean font, or \\usepackage{kotex}"
        )
    return "\n".join(lines)


def _environment(table: Table, title: str, label: str) -> Iterator[str]:
    head = _row(escaped(column.heading) for column in table.columns)
    spec = "".join(_alignments(table))
    caption = f"\\caption{{{title}}}\\label{{{label}}}"
    if _long(table):
        yield "\\begingroup\\small\\setlength{\\tabcolsep}{4pt}"
        yield f"\\begin{{longtable}}{{@{{}}{spec}@{{}}}}"
        yield f"{caption}\\\\"
        for end in ("firsthead", "head"):
            yield f"\\toprule\n{head}\n\\midrule\n\\end{end}"
        yield "\\bottomrule\n\\endfoot"
        yield from _body(table)
        yield "\\end{longtable}\n\\endgroup"
        yield from _notes(table)
        return
    yield "\\begin{table}[htbp]\n\\centering\\small\\setlength{\\tabcolsep}{4pt}"
    yield caption
    yield f"\\begin{{tabular}}{{@{{}}{spec}@{{}}}}"
    yield f"\\toprule\n{head}\n\\midrule"
    yield from _body(table)
    yield "\\bottomrule\n\\end{tabular}"
    yield from _notes(table)
    yield "\\end{table}"


def _body(table: Table) -> Iterator[str]:
    for number, group in enumerate(table.groups):
        if number:
            yield "\\addlinespace"
        if group.heading:
            of = len(table.columns)
            yield f"\\multicolumn{{{of}}}{{@{{}}l}}{{\\textit{{{escaped(group.heading)}}}}} \\\\"
        yield from (_row(map(_cell, row)) for row in group.rows)


def _cell(text: str) -> str:
    made = escaped(text)
    if len(text) <= _PATH or " " in text:
        return made
    return made.replace(".", ".\\allowbreak{}").replace("\\_", "\\_\\allowbreak{}")


def _row(cells: Iterable[str]) -> str:
    line = " & ".join(cells) + " \\\\"
    # After the end of a row, LaTeX takes a bracket or a star for an argument of it.
    return f"{{}}{line}" if line[0] in "[*" else line


def _notes(table: Table) -> Iterator[str]:
    if table.notes:
        text = escaped(" ".join(filter(None, table.notes)))
        yield "\n\\smallskip"
        yield f"\\noindent\\parbox{{\\linewidth}}{{\\footnotesize\\textit{{Notes.}} {text}}}"


def _alignments(table: Table) -> Iterator[str]:
    """The alignment of each column; those of long text share what others leave of the line."""
    widest = [_widest(table, k) for k in range(len(table.columns))]
    broken = [_broken(table, k) for k in range(len(table.columns))]
    left = LINE - sum(w + 2 for w, long in zip(widest, broken, strict=True) if not long)
    wanted = sum(min(w, WIDEST) for w, long in zip(widest, broken, strict=True) if long)
    for column, width, long in zip(table.columns, widest, broken, strict=True):
        if long:
            share = max(NARROWEST, 0.9 * left / LINE * min(width, WIDEST) / wanted)
            yield f">{{\\raggedright\\arraybackslash}}p{{{share:.2f}\\linewidth}}"
        else:
            yield "l" if column.text else "r"


def _broken(table: Table, column: int) -> bool:
    """Whether the lines of a column are broken, as those of long text are."""
    return table.columns[column].text and _widest(table, column) > LETTERS


def _widest(table: Table, column: int) -> int:
    cells = [table.columns[column].heading, *(r[column] for g in table.groups for r in g.rows)]
    return max(map(len, cells))


def _long(table: Table) -> bool:
    return sum(len(group.rows) + bool(group.heading) for group in table.groups) > ROWS
