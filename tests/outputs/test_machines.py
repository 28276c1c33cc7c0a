"""What machines read: redirects, hashed assets."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsroom import Newsroom, story


def test_an_alias_sends_readers_on(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "New name", "2026-01-01", "aliases: [/2026/01/01/old-name/, /old.html]"))
    newsroom.build(base_url="https://courier.example/repo/")
    for old in ("2026/01/01/old-name", "old.html"):
        assert 'http-equiv="refresh" content="0; url=/repo/2026/01/01/new-name/"' in newsroom.page(old)
        assert '<link rel="canonical" href="https://courier.example/repo/2026/01/01/new-name/">' in newsroom.page(old)


def test_assets_carry_their_content_in_their_name(newsroom: Newsroom) -> None:
    newsroom.write(
        "-- layouts/assets/style.css --\nbody { background: url(bg.svg) }\n-- layouts/assets/bg.svg --\n<svg/>\n"
    )
    newsroom.build()
    (style,) = re.findall(r'href="/(assets/style\.[0-9a-f]{10}\.css)"', newsroom.page("index.html"))
    (background,) = re.findall(r'url\("(bg\.[0-9a-f]{10}\.svg)"\)', newsroom.page(style))
    assert f"assets/{background}" in newsroom.tree()


def test_every_address_on_every_page_leads_somewhere_at_any_base_path(newsroom: Newsroom) -> None:
    newsroom.write(
        story("world/a.md", "Kış geldi", "2026-01-01T10:00", "tags: [C#, C]", "section: World", "bylines: [A B]")
    )
    newsroom.write(
        story("world/b.md", "你好", "2026-01-02", "section: World", body="![A boat](boat.svg)\n\n[a](a.md) [top](/)")
    )
    newsroom.write(
        "-- content/world/boat.svg --\n<svg/>\n-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n"
    )
    for number in range(45):
        newsroom.write(story(f"{number}.md", f"Filler {number}", f"2025-02-{number % 28 + 1:02}", "tags: [C]"))
    for base in ("https://courier.example/", "https://courier.example/repo/", "https://courier.example/a/b/"):
        output = newsroom.folder / f"out{urlsplit(base).path.count('/')}"
        newsroom.build(base_url=base, output=output)
        tree = newsroom.tree(output)
        for name, data in tree.items():
            if name.endswith(".html"):
                for address in re.findall(r'(?:href|src)="([^"]*)"', data.decode()):
                    assert _leads_somewhere(address, base, tree), f"{address} in {name}"


def _leads_somewhere(address: str, base: str, tree: dict[str, bytes]) -> bool:
    from urllib.parse import unquote

    if address.startswith(("#", "mailto:?subject=")) or address == "data:,":
        return True
    parts = urlsplit(address)
    if parts.netloc not in ("", "courier.example"):
        return False
    path = unquote(parts.path)
    if not path.startswith(urlsplit(base).path):
        return False
    path = path.removeprefix(urlsplit(base).path)
    return (path + "index.html" if not path or path.endswith("/") else path) in tree
