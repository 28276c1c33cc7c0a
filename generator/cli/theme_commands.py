"""The commands for changing the theme: they list its files, and copy them into the site's layouts/."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import data, display_path, notify, print_json, say
from generator.cli.options import json_option, named, site_of, site_option


@click.group()
def theme() -> None:
    """List the files of the theme, or copy one to change it."""


def _list(site: Path | None, as_json: bool) -> None:
    """List the files of the theme: what each is for, its blocks, and which ones the site replaces."""
    from generator.editorial.theme_files import theme_files
    from generator.reading.layout_files import theme_folder

    found = theme_files(site_of(site))
    if as_json:
        print_json({"ok": True, "folder": str(theme_folder()), "files": [data(each) for each in found]})
        return
    width = max(len(each.name) for each in found)
    for each in found:
        say(f"{'*' if each.replaced else ' '} {each.name:<{width}} {each.about}")
        if each.blocks:
            say(f"{'':<{width + 3}}Blocks: {', '.join(each.blocks)}")
    say("\n* replaced by a file of that name in layouts/" if any(each.replaced for each in found) else "")
    say(f"The theme is in {theme_folder()}.")


def _copy(name: str, site: Path | None) -> None:
    """Copy a file of the theme, such as `story.html`, into the site's layouts/. Nothing is overwritten.

    To change a single block, no copy is needed: a layout can extend the theme's.
    """
    from generator.editorial.theme_files import copy

    path = copy(site_of(site), named(name, "a file of the theme: broadsheet theme list"))
    say(display_path(path))
    if path.suffix == ".html" and path.parent.name == "layouts":
        notify(f'To change only one block, write this instead: {{% extends "theme/{path.name}" %}}')


theme.command("list")(json_option(site_option(_list)))
theme.command("copy")(click.argument("name")(site_option(_copy)))
