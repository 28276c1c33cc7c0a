"""Blocks as readers see them: the layout of each block renders what the story says in place of the block's marks.

There are two forms of a body with blocks: for pages of the site, and for everything that has neither its style sheets
nor its scripts. The latter contains nothing that would run or load anything, whatever a layout does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

import msgspec
import nh3
from markupsafe import Markup
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.blocks import Block, BlockNeeds, BlockValue, ShownBlock, filled, has_blocks
from generator.model.body import Body
from generator.model.formatting import as_html
from generator.model.output import Layout
from generator.model.page import About, Page
from generator.model.story import Story, Term, direction
from generator.reading.blocks.types import OTHER, TYPES
from generator.reading.inputs import SETTINGS
from generator.reading.markdown.html_elements import ATTRIBUTES, OURS, TAGS
from generator.reading.markdown.links import MARK, SCHEMES
from generator.reading.markdown.source_map import HELD
from generator.reading.queries import HEAD, text_of
from generator.reading.queries import has_blocks as in_text
from generator.site.block_data import data_of
from generator.site.cards import PAGE, STORY
from generator.site.description_links import DESCRIBED
from generator.site.descriptions import about
from generator.site.disclosures import paid_links
from generator.site.frame import ASSET_URLS, words
from generator.site.links import body as body_of
from generator.site.public_descriptions import key_of
from generator.text.messages import Words
from generator.theme import block_parts, layout_faults
from generator.theme.environment import FragmentCache, LayoutEnvironment, environment
from generator.theme.queries import FRAME, checked, sources_of

FOLDER = "blocks/"
"""The folder of the layouts of blocks, and, in layouts/assets/, of their style sheets and scripts."""

STYLE = "blocks.css"
"""The style sheet of all built-in blocks."""


class BlockLayout(msgspec.Struct, frozen=True):
    """The layout of a type of block and the layouts that it uses, by name, with the digest of all of them."""

    digest: str
    layouts: tuple[tuple[str, Layout], ...]


class RenderedBody(msgspec.Struct, frozen=True):
    """The HTML of a body with rendered blocks, the names of the blocks, and the origins of their frames."""

    html: str
    names: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()


def _layout(ask: Ask, name: str) -> BlockLayout | None:
    theme, file = checked(sources_of(ask))[0], f"{FOLDER}{name}.html"
    if file not in theme.layouts:
        return None
    closure = theme.closure(file)
    return BlockLayout(closure.digest, tuple((each, theme.layouts[each]) for each in closure.layouts))


def _assets(ask: Ask, name: str) -> tuple[str, ...]:
    known = ask(ASSET_URLS)
    return tuple(file for kind in ("css", "js") if (file := f"{FOLDER}{name}.{kind}") in known)


def _filled(elsewhere: bool, ask: Ask, path: str) -> RenderedBody:
    text, html = text_of(ask, path), body_of(ask, path).marked
    assert text is not None  # it has blocks
    data = data_of(ask, path, text.blocks)
    shown, head = list[Block](), ask(HEAD, path)
    language = (head and head.language) or ask(SETTINGS).language

    def made(number: int, inner: str, before: int) -> str:
        block = text.blocks[number] if number < len(text.blocks) else None
        if not block:
            return inner
        shown.append(block)
        return _made(ask, _shown(block, before + 1, inner, elsewhere, language, data[number]))

    html = filled(html, made)
    frames = (each for block in shown for each in TYPES.get(block.name, OTHER).frames(block))
    return RenderedBody(html, tuple(sorted({each.name for each in shown})), tuple(sorted({*frames})))


def _shown(block: Block, number: int, inner: str, elsewhere: bool, language: str, data: object) -> ShownBlock:
    held = inner.replace(MARK, HELD)
    return ShownBlock(
        name=block.name,
        number=number,
        argument=_value(block.argument),
        values={key: _value(given) for key, given in block.values.items()},
        body=Markup(held.strip()),  # safe: see reading/markdown/
        items=block_parts.items(held, language),
        pictures=block_parts.pictures(held),
        sections=block_parts.sections(held),
        elsewhere=elsewhere,
        language=language,
        direction=direction(language),
        data=data,
    )


def _value(given: BlockValue) -> str:
    if given.href:
        return Markup(given.mark.replace(MARK, HELD))  # safe: it is escaped
    if not given.spans:
        return given.text
    return as_html(given.text, (replace(each, url=each.url or each.mark.replace(MARK, HELD)) for each in given.spans))


def _made(ask: Ask, block: ShownBlock) -> str:
    """Return the HTML of a block. Nothing in its layout or its values may look like a placeholder of Broadsheet."""
    layout = ask(BLOCK_LAYOUT, block.name)
    if not layout:
        return str(block.body).replace(HELD, MARK)
    name = f"{FOLDER}{block.name}.html"
    values = ask(FRAME, name).values()
    try:
        html = _environment(layout, words(ask)).get_template(name).render({**values, "block": block}).strip() + "\n"
    except Exception as error:  # a site's own layout may raise anything; report its line
        ask.report(layout_faults.failed(dict(layout.layouts), name, error))
        return str(block.body).replace(HELD, MARK)
    html = html.replace(MARK, "broadsheet&#58;").replace(HELD, MARK)
    return _CLEANER.clean(html) if block.elsewhere else html


@lru_cache(maxsize=64)
def _environment(layout: BlockLayout, words: Words) -> LayoutEnvironment:
    return environment(dict(layout.layouts), FragmentCache(), words)


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style", "template"},
    attributes={name: {*ATTRIBUTES.get(name, ()), *OURS.get(name, ())} for name in {*ATTRIBUTES, *OURS}},
    link_rel=None,
    url_schemes={*SCHEMES, MARK.rstrip(":")},
)
"""Removes everything from a block that copy may not have."""


BLOCK_LAYOUT = Query["BlockLayout | None"]("block-layout", BlockLayout | None, _layout, stored=False)
"""The layout of a type of block, by the name of the type; None if there is none."""

BLOCK_ASSETS = Query[tuple[str, ...]]("block-assets", tuple[str, ...], _assets)
"""The style sheet and script of one type of block, by the name of the type, as names of assets; those that exist."""

BLOCKS_HERE = Query[RenderedBody]("blocks-here", RenderedBody, partial(_filled, False), stored=False)
"""The body of a public file that has blocks, for pages of the site, by the path of the file."""

BLOCKS_ELSEWHERE = Query[RenderedBody]("blocks-elsewhere", RenderedBody, partial(_filled, True), stored=False)
"""The body of a public file that has blocks, for feeds, the text edition, the search and other sites, by its path."""

QUERIES = (BLOCK_LAYOUT, BLOCK_ASSETS, BLOCKS_HERE, BLOCKS_ELSEWHERE)


def needs(ask: Ask, path: str) -> BlockNeeds:
    """Return what the head of a page needs if the page shows the body of a public file."""
    if not in_text(ask, path):
        return BlockNeeds()
    found = ask(BLOCKS_HERE, path)
    own = [file for name in found.names for file in ask(BLOCK_ASSETS, name)]
    styles = (STYLE, *(each for each in own if each.endswith(".css")))
    return BlockNeeds(styles, tuple(each for each in own if each.endswith(".js")), found.frames, found.names)


def here(ask: Ask, path: str, body: Body) -> Body:
    """Return the body of a public file for a page of the site."""
    return replace(body, marked=ask(BLOCKS_HERE, path).html) if has_blocks(body.marked) else body


def elsewhere(ask: Ask, path: str, body: Body) -> Body:
    """Return the body of a public file for places that have neither the site's style sheets nor its scripts."""
    return replace(body, marked=ask(BLOCKS_ELSEWHERE, path).html) if has_blocks(body.marked) else body


def story_here(ask: Ask, path: str) -> Story:
    """Return a public story for its own page."""
    return _story(ask, path, here)


def story_elsewhere(ask: Ask, path: str) -> Story:
    """Return a public story for places that have neither the site's style sheets nor its scripts."""
    return _story(ask, path, elsewhere)


def page_here(ask: Ask, path: str) -> Page:
    """Return a standalone page."""
    page = ask(PAGE, path)
    return replace(page, body=here(ask, path, page.body))


def about_here(ask: Ask, kind: str, term: Term) -> About | None:
    """Return the newsroom's description of a term; None if it has none."""
    description = about(ask, kind, term)
    if not description or not description.body or not has_blocks(description.body.marked):
        return description
    path = ask(DESCRIBED, key_of(kind, term.slug))
    return replace(description, body=here(ask, path, description.body), needs=needs(ask, path))


def _story(ask: Ask, path: str, form: Callable[[Ask, str, Body], Body]) -> Story:
    story = ask(STORY, path)
    body = form(ask, path, story.body)
    if body is story.body:
        return story
    return replace(story, body=paid_links(body, ask(SETTINGS)) if story.sponsored else body)
