"""The command that shows a site while it is written."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import notify, watching
from generator.cli.options import content_option, instant, request_of, site_of, site_option


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to serve it.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Who may see it. Any other lets others in.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@click.option(
    "--drafts/--as-readers",
    default=True,
    show_default=True,
    help="With drafts and all else that is not public, or without.",
)
@click.option("--as-of", default="", metavar="TIME", help="Show the site as of this time, not now.")
@click.option("--editor", default="", metavar="NAME", help="Files open in vscode, idea, sublime, or a URL with {path}.")
@click.option("--poll", is_flag=True, help="For disks that do not tell of changes, such as some of a network.")
@click.option("--adopt", is_flag=True, help="Copy of another program: what cannot be followed is a warning.")
@content_option
@site_option
def preview(
    port: int,
    host: str,
    open_browser: bool,
    drafts: bool,
    as_of: str,
    editor: str,
    poll: bool,
    adopt: bool,
    content: Path | None,
    site: Path | None,
) -> None:
    """Show the site in a browser that follows every change. End it with Ctrl-C."""
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers
    from generator.preview.live_graph import LiveGraph
    from generator.preview.server import serve
    from generator.preview.session import Preview
    from generator.preview.toolbar_data import TextEditor, View

    folder = site_of(site)
    instant(as_of, "UTC")  # is it a time at all?
    if host not in ("127.0.0.1", "localhost", "::1"):
        notify(f"Everybody who reaches {host} can see this preview, drafts and all.")

    def ready(address: str) -> None:
        if not address.endswith(f":{port}"):
            notify(f"Port {port} is taken, so this is another.")
        click.echo(f"{address} shows the site. End it with Ctrl-C.")
        if open_browser:
            click.launch(address)

    with watching(quiet=False) as progress:
        shown = Preview(
            site=folder,
            content=content,
            request=lambda view: request_of(folder, "", view.as_of, view.drafts, content, adopt, settings_alone=True),
            graph=LiveGraph(Runtime(workers(), progress, notify=notify)),
            notify=notify,
            editor=TextEditor(str(folder.resolve()), editor),
            view=View(as_of, drafts),
        )
        serve(shown, port, host, poll, ready)
    click.echo("Ended.")
