"""Reads galleries of Nikola, in which a folder of pictures is a page that shows them.   [disk]

https://getnikola.com/handbook.html#creating-an-image-gallery
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import msgspec
import yaml

from generator.editorial.moving._lines import title, words
from generator.editorial.moving._sites.files import text_of, walk

_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg)\Z")
_TEXTS = ("index.txt", "index.rst", "index.md", "index.html")
_MOST = 100
"""How many pictures a block may have."""


class Gallery(msgspec.Struct, frozen=True):
    """A folder with pictures: its path, its path on the site, the file with its text, if any, and the pictures, by name
    in order, each with its caption.
    """

    folder: str
    public: str
    text: str
    pictures: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name of the folder as a readable title."""
        return _readable(posixpath.basename(self.folder))

    def blocks(self, headline: str) -> str:
        """Return the pictures as gallery blocks, or a single one as a picture."""
        shown = [self._picture(*each) for each in self.pictures]
        if len(shown) == 1:
            return shown[0]
        size = -(
            -len(shown) // -(-len(shown) // _MOST)
        )  # several blocks of about the same size, none with a single picture
        parts = ("\n\n".join(shown[at : at + size]) for at in range(0, len(shown), size))
        called = re.sub(r"[\\*_`\[\]=:]+", " ", headline).strip() or "Pictures"
        return "\n\n".join(f"::: gallery {called}\n{part}\n:::" for part in parts)

    def _picture(self, name: str, caption: str) -> str:
        alt = words(caption or _readable(posixpath.splitext(name)[0]))
        return f"![{alt}](</{self.public}/{quote(name)}>{title(words(caption))})"


def galleries(root: Path, folders: Mapping[str, str]) -> Iterator[Gallery]:
    """Yield the galleries in the folders, each of which has its place on the site."""
    for folder, public in folders.items():
        found = dict[str, list[str]]()
        for path in walk(root / folder) if (root / folder).is_dir() else ():
            inner, _, name = path.rpartition("/")
            found.setdefault(inner, []).append(name)
        for inner, names in found.items():
            at = f"{folder}/{inner}".rstrip("/")
            excluded = {line.strip() for line in text_of(root / at / "exclude.meta").split("\n")}
            known = _known(root / at)
            pictures = [name for name in names if _PICTURE.search(name) and name not in excluded]
            order = {name: number for number, name in enumerate(known)}
            pictures.sort(key=lambda name: (order.get(name, len(order)), name))
            text = next((f"{at}/{name}" for name in _TEXTS if name in names), "")
            if pictures:
                shown = tuple((name, known.get(name, "")) for name in pictures)
                yield Gallery(at, f"{public}/{inner}".strip("/"), text, shown)


def _known(folder: Path) -> dict[str, str]:
    """Return the captions of pictures in ``metadata.yml``, in its order."""
    text = text_of(folder / "metadata.yml") or text_of(folder / "meta.yml")
    try:
        rows = [each for each in yaml.safe_load_all(text) if isinstance(each, dict)]
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    named = [each for each in rows if isinstance(each.get("name"), str)]
    named.sort(key=lambda each: each["order"] if isinstance(each.get("order"), int) else len(named))
    return {each["name"]: each["caption"] if isinstance(each.get("caption"), str) else "" for each in named}


def _readable(name: str) -> str:
    return re.sub(r"[-_ ]+", " ", name).strip().capitalize()
