"""The command that shows a site in the browser while people write it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import notify, progress_display, say
from generator.cli.options import all_option, content_option, instant, request_of, site_of, site_option

if TYPE_CHECKING:
    from generator.preview.addresses import PreviewAddress
    from generator.preview.session import Preview


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 for any free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. With any other, other machines can connect.",
)
@click.option(
    "--public-url",
    default="",
    metavar="URL",
    help="The address of the preview in browsers, if it is behind a proxy, as in a container or a codespace.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option(
    "--drafts/--as-readers",
    default=True,
    show_default=True,
    help="Include drafts and other stories that are not public, or leave them out.",
)
@click.option("--as-of", default="", metavar="TIME", help="Show the site as of this time instead of now.")
@click.option(
    "--edit/--no-edit",
    "editable",
    default=True,
    show_default=True,
    help="Allow editing stories in the browser, only on this machine.",
)
@click.option("--editor", default="", metavar="NAME", help="Open files in vscode, idea, sublime, or a URL with {path}.")
@click.option(
    "--poll",
    is_flag=True,
    help="Look for changes regularly, for disks that do not report them, such as some network drives.",
)
@click.option(
    "--adopt",
    is_flag=True,
    help="For an archive from another program: read it as that program did, and report what could not be kept.",
)
@all_option
@content_option
@site_option
def preview(
    port: int,
    host: str,
    public_url: str,
    open_browser: bool,
    drafts: bool,
    as_of: str,
    editable: bool,
    editor: str,
    poll: bool,
    adopt: bool,
    everything: bool,
    content: Path | None,
    site: Path | None,
) -> None:
    """Show the site in a browser, and update it after every change. Stop with Ctrl-C."""
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers
    from generator.preview.addresses import is_local, public_origin
    from generator.preview.live_graph import LiveGraph
    from generator.preview.server import serve
    from generator.preview.session import Preview
    from generator.preview.toolbar_data import TextEditor, View

    folder = site_of(site)
    instant(as_of, "UTC")  # fail now if it is not a time
    host = host.strip().removeprefix("[").removesuffix("]") or "127.0.0.1"
    public = public_origin(public_url) if public_url else ""
    if not is_local(host):
        notify(f"Anyone who can reach {host} can see this preview, including drafts.")

    shown = Preview(
        site=folder,
        content=content,
        request=lambda view: request_of(folder, "", view.as_of, view.drafts, content, adopt, settings_alone=True),
        graph=LiveGraph(Runtime(workers(), progress_display(quiet=False), notify=notify)),
        notify=notify,
        editor=TextEditor(str(folder.resolve()), editor),
        view=View(as_of, drafts),
        editable=editable,
    )
    serve(shown, port, host, public, poll, partial(_announce, shown, port, open_browser, everything))
    say("\nStopped." if sys.stdin.isatty() else "Stopped.")  # the terminal shows ^C on the line


def _announce(shown: Preview, port: int, open_browser: bool, everything: bool, listening: PreviewAddress) -> None:
    """Show the site's warnings, say where the preview is, and open the browser if the user asked for it."""
    from generator.cli.summary import show_warnings

    if edition := shown.shown.edition:
        show_warnings(edition.site.request, edition.site.problems, everything)
    if port not in (0, listening.port):
        notify(f"Port {port} is in use, so the preview uses another.")
    address, *others = listening.addresses
    say(f"{address} shows the site. Stop it with Ctrl-C.")
    if others:
        say(f"Also at {', '.join(others)}.")
    if open_browser:
        click.launch(address)
