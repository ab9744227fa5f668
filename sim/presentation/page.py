"""A page of HTML in one file: it opens without a network, runs no program and prints well."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

FIRST_LINE = "<!doctype html><!-- report by peninsula report -->"
"""By which a report is known again."""

# Nothing is loaded and nothing runs, whatever stands in the texts.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """\
:root { color-scheme: light; }
body { font: 1rem/1.5 Georgia, "Noto Serif", serif; color: #1a1a1a; background: #fff;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1, h2, h3, nav, table, summary { font-family: "Helvetica Neue", Arial, "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
h3 { font-size: 1.05rem; } p.lead { color: #444; }
table { border-collapse: collapse; font-size: .85rem; margin: 1rem 0; display: block;
  overflow-x: auto; }
caption { text-align: left; font-weight: bold; padding-bottom: .3rem; }
thead th { border-top: 2px solid; border-bottom: 1px solid; } th, td { padding: .15rem .6rem; }
tbody:last-of-type tr:last-child td { border-bottom: 2px solid; }
tfoot td { color: #444; white-space: normal; }
figure { margin: 1.5rem 0; } img { width: 100%; height: auto; }
pre { white-space: pre-wrap; font-size: .85rem; background: #f5f5f5; padding: .8rem; }
summary { cursor: pointer; font-weight: bold; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; }
  h2, h3 { break-after: avoid; } figure, tr { break-inside: avoid; } nav { display: none; }
  details::details-content { content-visibility: visible; height: auto; } }
"""


class Section(NamedTuple):
    """A part of a page: its heading, and its content as HTML."""

    heading: str
    content: str


def page(title: str, lead: str, sections: Iterable[Section]) -> str:
    """The whole page; title and lead are plain text."""
    shown = [section for section in sections if section.content]
    links = "".join(
        f'<li><a href="#s{number}">{escape(section.heading)}</a></li>'
        for number, section in enumerate(shown)
    )
    body = "\n".join(
        f'<section id="s{number}">\n<h2>{escape(section.heading)}</h2>\n{section.content}\n</section>'
        for number, section in enumerate(shown)
    )
    return (
        f'{FIRST_LINE}\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{escape(title)}</h1>\n<p class="lead">{escape(lead)}</p>\n'
        f"<nav><ul>{links}</ul></nav>\n{body}\n</body>\n</html>\n"
    )


def paragraphs(texts: Iterable[str]) -> str:
    """Plain texts as paragraphs, empty ones left out."""
    return "\n".join(f"<p>{escape(' '.join(text.split()))}</p>" for text in texts if text.strip())


def listed(texts: Iterable[str]) -> str:
    """Plain texts as a list; empty where there is none."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def heading(text: str) -> str:
    """A heading within a section."""
    return f"<h3>{escape(text)}</h3>"


def preformatted(text: str) -> str:
    """Text whose lines and spaces are kept."""
    return f"<pre>{escape(text)}</pre>"


def folded(summary: str, content: str) -> str:
    """Content that is shown when its summary is clicked, and always on paper."""
    return f"<details>\n<summary>{escape(summary)}</summary>\n{content}\n</details>"


def picture(svg: bytes, words: str) -> str:
    """A figure, with what it shows in words for those who can't see it."""
    data = b64encode(svg).decode("ascii")
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(words, quote=True)}">'
        "</figure>"
    )
