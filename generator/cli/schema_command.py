"""The command that prints the schemas of front matter and settings, or writes them into a site."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import print_json, say
from generator.cli.options import site_of, site_option

_KINDS = ("story", "page", "person", "section", "tag", "agency", "series", "site")


@click.command()
@click.argument("kind", type=click.Choice(_KINDS), required=False)
@click.option("--write", is_flag=True, help="Write the schemas into schemas/, and snippets into .vscode/.")
@site_option
def schema(kind: str | None, write: bool, site: Path | None) -> None:
    """Print the JSON Schema of front matter, or of site.toml.

    It lists all fields or settings, what each is for, and which values it allows. `init` writes the schemas into
    schemas/; after you install another version of Broadsheet, --write updates them.
    """
    from generator.editorial.editor_files import renew, schema_of

    if write == bool(kind):
        raise click.UsageError("name one kind of file, or use --write")
    if kind:
        print_json(schema_of(kind))
        return
    changed = renew(site_of(site))
    for path in changed:
        say(path)
    if not changed:
        say("Everything is up to date.")
