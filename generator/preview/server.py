"""The preview's server: answers as GitHub Pages would, and notifies each browser when the site changes.   [network]

It uses livereload's handler and script only to send messages: livereload's own watcher misses changes that come within
three seconds of another, so the preview has its own watcher. Each page knows the digest of what it shows (its "sign").
When it is notified of a change, and as soon as it connects, it asks whether its digest is still current. So no reload
is ever missed, and a page that has not changed does not reload.

The server answers only requests for the preview itself (see ``addresses.py``). A page of another site can neither
listen nor change anything (the server checks the request's Origin), nor learn from a failed or successful load which
drafts exist (the server checks the Sec-Fetch headers).
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from socket import socket
from threading import Thread
from zoneinfo import ZoneInfo

import livereload
import msgspec
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import Application

from generator.hosting.static_host import media_type
from generator.model.problems import Problems
from generator.preview.addresses import PreviewAddress, from_here, is_local, listen
from generator.preview.editing.server import editing_server
from generator.preview.own_requests import OwnRequest, local_address
from generator.preview.session import Preview
from generator.preview.start import ROOT, bare, shown
from generator.preview.toolbar_data import View
from generator.preview.watcher import changes
from generator.reading import dates

_HERE = Path(__file__).parent
_FILES = {
    "livereload.js": Path(livereload.__file__).parent / "vendors" / "livereload.js",
    **{
        name: _HERE / name
        for name in ("preview.js", "preview.css", "budget.css", "phone.html", "phone.css", "phone.js")
    },
}
_STOP = (signal.SIGINT, signal.SIGTERM)
_PORT_OFFSET = 100  # the port for editing is this much higher than the preview's
_REQUESTS = 8  # requests that are answered at the same time


def serve(
    preview: Preview, port: int, host: str, public: str, poll: bool, ready: Callable[[PreviewAddress], None]
) -> None:
    """Show the site until the process is told to stop. ``ready`` is called once there is something to see.

    ``public`` is the origin at which browsers see the preview, if it is not that of ``host`` and ``port``.

    :raises Problems: if no port is free, or ``host`` is not an address of this machine.
    """
    sockets, port = listen(host, port)
    edit_sockets, desk = _listen_for_editing(preview, host, port, public)
    loop = IOLoop.current()
    try:
        for number in _STOP:
            signal.signal(number, signal.default_int_handler)
        preview.update()  # before threads start, so that worker processes can be used
        for number in _STOP:  # asyncio's handlers wake the loop even if the signal comes just as it goes to sleep
            asyncio.get_event_loop().add_signal_handler(number, loop.stop)
    except KeyboardInterrupt:
        for each in (*sockets, *edit_sockets):
            each.close()
        return
    crew = ThreadPoolExecutor(_REQUESTS)
    reach = PreviewAddress(host, port, public)
    servers = [HTTPServer(_application(preview, crew, reach, desk)), editing_server(preview, crew, reach, desk)]
    for server, listening in zip(servers, (sockets, edit_sockets), strict=True):
        server.add_sockets(listening)
    notify_browsers = lambda style: loop.add_callback(_Reload.notify_all, style)  # noqa: E731
    threads = [Thread(target=_watch, args=(preview, poll)), Thread(target=preview.follow, args=(notify_browsers,))]
    try:
        for thread in threads:
            thread.start()
        ready(reach)
        loop.start()
    finally:
        preview.stop.set()
        preview.dirty.set()
        for server in servers:
            server.stop()
        crew.shutdown(cancel_futures=True)
        for thread in threads:
            thread.join()


def _listen_for_editing(preview: Preview, host: str, port: int, public: str) -> tuple[list[socket], int]:
    """Listen at the port for editing, if only this machine can reach the preview and stories are in content/.

    Return no sockets and port 0 if not, after telling the user why.
    """
    if not preview.editable:
        return [], 0
    if preview.content:
        preview.notify("Stories outside content/ (--content) cannot be edited in the browser.")
        return [], 0
    if public or not is_local(host):
        preview.notify("Others may reach this preview, so stories cannot be edited in the browser.")
        return [], 0
    try:
        return listen(host, min(port + _PORT_OFFSET, 65_535))
    except Problems as refused:
        preview.notify(f"{refused}\nSo files cannot be edited in the browser.")
        return [], 0


def _watch(preview: Preview, poll: bool) -> None:
    for found in changes(preview.site, preview.content, preview.stop, preview.notify, poll):
        for path in map(Path, found):
            if not path.is_dir():  # the files inside it are reported separately
                preview.changed.put(path)
        preview.dirty.set()


def _application(preview: Preview, crew: Executor, reach: PreviewAddress, desk: int) -> Application:
    given = {"preview": preview, "crew": crew, "reach": reach, "desk": desk}
    return Application(
        [
            ("/livereload", _Reload, {"reach": reach}),
            (rf"{ROOT}/({'|'.join(map(_escaped, _FILES))})", _Own, given),
            (f"{ROOT}/state", _State, given),
            (f"{ROOT}/budget", _Budget, given),
            (f"{ROOT}/view", _View, given),
            (r"(/.*)", _Page, given),
        ]
    )


def _escaped(name: str) -> str:
    return name.replace(".", r"\.")


class _Asked(OwnRequest):
    """A request to the preview; ``desk`` is the port at which its files can be edited, or 0."""

    def initialize(self, preview: Preview, crew: Executor, reach: PreviewAddress, desk: int) -> None:
        self.preview, self.crew, self.reach, self.desk = preview, crew, reach, desk


class _Own(_Asked):
    """A file of the preview itself."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", media_type(name))
        self.finish(_FILES[name].read_bytes())


class _State(_Asked):
    """The data that the bar shows."""

    async def get(self) -> None:
        path = self.get_query_argument("path", "/")
        desk = f"{self.beside_address(self.desk)}/" if self.desk else ""
        self.finish({**await self.beside(lambda: self.preview.state(path)), "desk": desk})


class _Budget(_Asked):
    """The story budget."""

    async def get(self) -> None:
        self.finish(await self.beside(self.preview.budget))


class _Wanted(msgspec.Struct):
    """The view that a page of the preview asks for."""

    as_of: str
    drafts: bool

    @property
    def view(self) -> View:
        return View(self.as_of, self.drafts)


class _View(_Asked):
    """Lets the preview's own pages change the view. Other sites cannot send JSON here without a CORS preflight."""

    def post(self) -> None:
        try:
            view = msgspec.json.decode(self.request.body, type=_Wanted).view
            if view.as_of:
                dates.parse(view.as_of, ZoneInfo("UTC"))  # only checks that it is a time, so any zone will do
        except (ValueError, RecursionError) as error:
            self.set_status(400)
            self.set_header("Content-Type", "text/plain; charset=utf-8")  # it repeats what was sent
            self.finish(str(error))
            return
        self.preview.look(view)
        self.finish({})


class _Page(_Asked):
    """A file of the site. Only the page for editing may show it in a frame."""

    def initialize(self, preview: Preview, crew: Executor, reach: PreviewAddress, desk: int) -> None:
        super().initialize(preview, crew, reach, desk)
        self.framer = desk

    async def head(self, path: str) -> None:
        await self.get(path)

    async def get(self, _: str) -> None:
        seen = await self.beside(lambda: self.preview.see(self.request.path))
        if seen.answer.location:
            self.redirect(seen.answer.location, permanent=False)
            return
        file, data = seen.answer.file, seen.data
        self.set_status(500 if seen.problems else seen.answer.status)
        if seen.problems or not file:
            words = "This page could not be rendered." if seen.problems else "This page does not exist."
            if not self.preview.shown.edition:
                words = "The site appears here as soon as the problems have been fixed."
            file, data = "", bare(words)
        self.set_header("Content-Type", media_type(file or "index.html"))
        if not file or file.endswith(".html"):
            self.preview.looked_at = file
            data = shown(data, seen.sign, self.request.host, self.reach.socket_source)
        self.finish(data)


class _Reload(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """A connected browser. Livereload keeps all of them in ``waiters``."""

    def initialize(self, reach: PreviewAddress) -> None:
        self.reach = reach

    def prepare(self) -> None:
        if not self.reach.accepts(self.request.host, local_address(self)) or not from_here(self.request.headers):
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return self.reach.accepts_origin(origin, local_address(self))

    def on_message(self, message: str) -> None:
        """Make a browser that has just connected check whether its page is up to date."""
        try:
            super().on_message(message)
        except (ValueError, TypeError, AttributeError, RecursionError):  # not a message of livereload's script
            self.close()
            return
        if self in LiveReloadHandler.waiters:
            self.send_message(_reload_message(style=False))

    @classmethod
    def notify_all(cls, style: bool) -> None:
        """Notify every browser of a change; ``style`` says that only style sheets have changed."""
        for each in tuple(LiveReloadHandler.waiters):
            each.send_message(_reload_message(style))


def _reload_message(style: bool) -> dict[str, object]:
    return {"command": "reload", "path": "style.css" if style else "*", "liveCSS": style}
