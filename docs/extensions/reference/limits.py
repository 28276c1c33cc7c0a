"""The limits of what Broadsheet reads, and those of hosts, from the constants that enforce them."""

from __future__ import annotations

from generator.editorial import importers
from generator.hosting.limits import HOSTS
from generator.model import slug
from generator.reading import data_folder, folders
from generator.reading.blocks import lines, pairing
from generator.reading.blocks.types.embed import HIGHEST, LOWEST
from generator.reading.data_files import limits as data
from generator.reading.data_files import yaml_table
from generator.reading.fields import series
from generator.reading.fields.types import MOST
from generator.reading.markdown import limits as markdown
from generator.reading.markdown import summary
from generator.reading.settings.checks import LIMITS
from reference.markdown import code, table

_READ = (
    ("characters in a story's text", markdown.LONGEST),
    ("characters in its summary", summary.LONGEST),
    ("levels of nested quotes and lists", markdown.DEEPEST),
    ("blocks in a story", pairing.MOST),
    ("levels of nested blocks", pairing.DEEPEST),
    ("values on the first line of a block", lines.MOST_VALUES),
    ("characters on the first line of a block", lines.LONGEST),
    ("entries in a list of front matter", MOST),
    ("the number of a part in a series", series.MOST),
    ("characters in a slug", slug.LONGEST),
    ("levels of nested folders", folders.DEEPEST),
    ("bytes of a table or chart's data file", data.LARGEST),
    ("bytes of such a file in YAML", yaml_table.LARGEST),
    ("rows in a data file", data.MOST_ROWS),
    ("columns in a data file", data.MOST_COLUMNS),
    ("files in `data/`", data_folder.MOST_FILES),
    ("bytes of a file of wire copy", importers._LONGEST),
)
_FEWEST_PIXELS = ("height of the frame of an embed, in pixels", f"{LOWEST} to {HIGHEST:,}")


_IN_TABLE = {"keep_days": "agencies.NAME.keep_days"}
"""Settings that only a newsroom's own tables have, so that there is no default."""


def limits() -> str:
    """Return what Broadsheet accepts at most, and the range of each setting that is a number."""
    read = table(("what", "at most"), [*((name, f"{most:,}") for name, most in _READ), _FEWEST_PIXELS])
    rows = [
        (code(_IN_TABLE.get(name, name)), f"{least:,}", f"{most:,}", "" if name in _IN_TABLE else f"{usual:,}")
        for name, (least, most, usual) in LIMITS.items()
    ]
    return f"{read}\n## Settings\n\n{table(('setting', 'at least', 'at most', 'default'), rows)}"


def host_limits() -> str:
    """Return the limits of the hosts that Broadsheet knows."""
    rows = [
        (each.name, code(name), _mib(each.file), _mib(each.site), _count(each.files, each.paid), _count(each.folder))
        for name, each in HOSTS.items()
    ]
    return table(("host", "`hosting`", "one file", "the site", "files", "files in a folder"), rows)


def _mib(size: int) -> str:
    if size % (1 << 20):
        return f"{size // 10**9:,} GB"
    return f"{size >> 20:,} MiB" if size else ""


def _count(count: int, paid: int = 0) -> str:
    return (f"{count:,}" + (f" ({paid:,} on paid plans)" if paid else "")) if count else ""
