"""The program of the desk: Sveltia CMS, from the site's node_modules/, prepared in ``.broadsheet/desk/``.   [disk]

Sveltia CMS loads typefaces, libraries and GitHub's status from other hosts. The desk connects only to the site itself
and to the repository, so these addresses are replaced by those of the same files from node_modules/. Other replacements
let the modules in ``desk_page/`` read files unchanged, use the program's parsers of YAML and TOML, and name new files.
The replacements fit exactly one version, so any other version is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from generator.model.desk import FOLDER, PACKAGE, VERSION
from generator.model.fingerprint import of_bytes
from generator.publish import disk
from generator.system import nofollow

_FONTS = "https://cdn.jsdelivr.net/fontsource/fonts/"
_ASSETS = {
    "source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
    "noto-mono@5.3.0/latin-400-normal.woff2": "noto-mono-latin-400-normal-DiC8lJru.woff2",
    "material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": (
        "material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2"
    ),
}
_LIBRARIES = {
    "exifr/dist/lite.esm.mjs": "exifr.js",
    "immutable": "immutable.js",
    "turndown/lib/turndown.browser.es.js": "turndown.js",
}
_SOURCES = {**{name: name for name in _LIBRARIES}, "immutable": "immutable/dist/immutable.es.js"}
_STATUS = "https://www.githubstatus.com/api/v2/status.json"
_STATUS_OK = 'data:application/json,{"status":{"indicator":"none"}}'
_HOOKS = {
    "e=e.trim().replace(/\\r\\n?/g,`\n`);let o=": "let as_is=e;e=e.trim().replace(/\\r\\n?/g,`\n`);let o=",
    "if(c)return c(e);if(s===`raw`)": "if(c)return c(as_is);if(s===`raw`)",
    r"if(i)return`${(await i(e)).trim()}\n`": "if(i)return await i(e)",
    "u=r??s,d=e;if(a&&": "u=r??s,d=globalThis.broadsheetSlug?.(e)??e;if(a&&",
    "export{CUe as default,": "export{CUe as default,Zfe as parseYamlDocument,KR as parseToml,",
}
_PAGE = Path(__file__).with_name("desk_page")
_OTHER_FILES = (
    *(f"assets/{each}" for each in _ASSETS.values()),
    *("assets/heic-worker-CyvlypMZ.js", "assets/heic_dec-ojH1Dp2m.wasm", "assets/webp_enc-BpZvKflB.wasm"),
    *("assets/webp_enc_simd-CFvKQ_80.wasm", "chunks/heic-C7m4hf1p.js", "chunks/react-B5rWoXIC.js"),
    *("chunks/react-dom-DwWAebfb.js", "chunks/webp_enc-D6VNQGQS.js", "chunks/webp_enc_simd-forEtNPu.js"),
)


def prepared(site: Path) -> Mapping[str, tuple[str, int]]:
    """Prepare the program if necessary, and return the digest and size of each file, by its path below /admin/.

    The result is empty if the package is not installed in the right version, or lacks a file.
    """
    modules = site / "node_modules"
    try:
        if json.loads((modules / PACKAGE / "package.json").read_bytes()).get("version") != VERSION:
            return {}
        files = _files(modules)
        for name, data in files.items():
            _put(site, f"{FOLDER}/{name}", data)
    except (OSError, ValueError, AttributeError):
        return {}
    return {name: (of_bytes(data), len(data)) for name, data in files.items()}


def _files(modules: Path) -> dict[str, bytes]:
    """The files of the program.

    :raises ValueError: if the program lacks a text that should be replaced.
    """
    program = modules / PACKAGE / "npm"
    text = (program / "index.js").read_text(encoding="utf-8")
    changes = {f"{_FONTS}{address}": f"assets/{name}" for address, name in _ASSETS.items()} | {_STATUS: _STATUS_OK}
    changes |= {f"import(`{name}`)": f"import(`./{file}`)" for name, file in _LIBRARIES.items()} | _HOOKS
    for before, after in changes.items():
        if before not in text:
            raise ValueError(before)
        text = text.replace(before, after)
    found = {"index.js": text.encode()}
    found |= {name: (program / name).read_bytes() for name in _OTHER_FILES}
    found |= {file: (modules / _SOURCES[name]).read_bytes() for name, file in _LIBRARIES.items()}
    found |= {each.name: each.read_bytes() for each in sorted(_PAGE.glob("*.js"))}
    return {**found, "LICENSE.txt": (modules / PACKAGE / "LICENSE.txt").read_bytes()}


def _put(site: Path, path: str, data: bytes) -> None:
    """Write a file, unless it has these contents already."""
    file = site / path
    if nofollow.link_towards(site, path) or (file.is_file() and nofollow.read(file, None) == data):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    disk.replace(str(file), data, lasting=False)
