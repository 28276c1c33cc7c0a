"""Writes pictures, embeds, links and code in the form of a body, which is Markdown or HTML."""

from __future__ import annotations

from html import escape
from typing import Literal

from generator.editorial.importers._markdown_blocks import longest_run
from generator.reading.embeds.embed_advice import of_shortcode

Form = Literal["html", "markdown"]


def picture(form: Form, address: str, alt: str, caption: str) -> str:
    """Return a picture, with its caption if it has one."""
    if form == "html":
        below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
        return f'<figure><img src="{escape(address)}" alt="{escape(alt)}">{below}</figure>'
    words = _one_line(alt).replace("[", r"\[").replace("]", r"\]")
    quoted = _one_line(caption).replace('"', "&quot;")
    return f'![{words}](<{address}> "{quoted}")' if caption else f"![{words}](<{address}>)"


def embed(form: Form, written: str, alone: bool) -> str:
    """Return what a shortcode embeds: a block if it is alone on its line, otherwise a link; empty if unknown."""
    block = of_shortcode(written)
    address = block.split()[2] if block else ""
    if not address:
        return ""
    if form == "html":
        shown = escape(address)
        return f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">{shown}</div></figure>'
    return block if alone else f"<{address}>"


def player(form: Form, kind: str, address: str, title: str) -> str:
    """Return a player for a recording."""
    if form == "html":
        return f'<{kind} src="{escape(address)}" title="{escape(title)}"></{kind}>'
    words = _one_line(title).replace('"', "'")
    return f'::: {kind} {address} title="{words}" :::' if words else f"::: {kind} {address} :::"


def link(form: Form, address: str, words: str) -> str:
    """Return a link."""
    if form == "html":
        return f'<a href="{escape(address)}">{escape(words)}</a>'
    return f"[{words}](<{address}>)"


def code(form: Form, language: str, text: str) -> str:
    """Return a block of code on the lines that its instructions had."""
    if form == "html":
        return f"<pre><code>{escape(text)}</code></pre>"
    ticks = "`" * max(3, longest_run(text) + 1)
    return f"{ticks}{language}\n{text.strip(chr(10))}\n{ticks}"


def quote(form: Form, title: str, inner: str) -> str:
    """Return a box as a quotation that begins with its title."""
    if form == "html":
        top = f"<p><strong>{escape(title)}</strong></p>" if title else ""
        return f"<blockquote>{top}{inner}</blockquote>"
    lines = [*([f"**{title}**  "] if title else []), *inner.strip("\n").split("\n")]
    return "\n".join(f"> {line}" if line.strip() else ">" for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
