"""The preview's server: answers as GitHub Pages would, and notifies each browser when the site changes.   [network]

It uses livereload's handler and script only to send messages: livereload's own watcher misses changes that come within
three seconds of another, so the preview has its own watcher. Each page knows the sign of what it shows. When it is
notified of a change, and as soon as it connects, it asks whether its sign is still the same. So no reload is ever
missed, and a page that has not changed does not reload.

Only browsers on this machine may connect: the host name in the request must be the preview's own (against DNS
rebinding), and a page of another site can neither listen nor change anything (the request's Origin is checked).
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import livereload
import msgspec
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from generator.hosting.static_host import media_type
from generator.model.problems import Problem, Problems
from generator.preview.session import Preview
from generator.preview.start import ROOT, bare, shown
from generator.preview.toolbar_data import View
from generator.preview.watcher import changes
from generator.reading import dates

_HERE = Path(__file__).parent
_FILES = {
    "livereload.js": Path(livereload.__file__).parent / "vendors" / "livereload.js",
    **{name: _HERE / name for name in ("preview.js", "preview.css", "phone.html", "phone.css", "phone.js")},
}
_PORTS = 20  # how many ports to try, from the one that was asked for
_REQUESTS = 8  # requests answered at a time

Answered = TypeVar("Answered")


def serve(preview: Preview, port: int, host: str, poll: bool, ready: Callable[[str], None]) -> None:
    """Show the site until the process is told to stop. ``ready`` receives the address once there is something to see.

    :raises Problems: if no port is free.
    """
    sockets, port = _sockets(host, port)
    loop = IOLoop.current()
    try:
        _when_stopped(signal.default_int_handler)
        preview.update()  # before threads start, so that worker processes can be used
        _when_stopped(lambda *_: loop.add_callback_from_signal(loop.stop))
    except KeyboardInterrupt:
        for each in sockets:
            each.close()
        return
    crew = ThreadPoolExecutor(_REQUESTS)
    allowed = {f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]", host)}
    server = HTTPServer(_application(preview, crew, allowed))
    server.add_sockets(sockets)
    news = lambda style: loop.add_callback(_Reload.notify_all, style)  # noqa: E731
    threads = [Thread(target=_watch, args=(preview, poll)), Thread(target=preview.follow, args=(news,))]
    try:
        for thread in threads:
            thread.start()
        shown_host = host if host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104 - the user asked for it
        ready(f"http://{shown_host}:{port}")
        loop.start()
    finally:
        preview.stop.set()
        preview.dirty.set()
        server.stop()
        crew.shutdown(cancel_futures=True)
        for thread in threads:
            thread.join()


def _when_stopped(do: Callable[[int, FrameType | None], object]) -> None:
    """Call ``do`` when the process is told to stop, by Ctrl-C or by another program."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, do)


def _watch(preview: Preview, poll: bool) -> None:
    for found in changes(preview.site, preview.content, preview.stop, poll):
        for path in map(Path, found):
            if not path.is_dir():  # the files inside it are reported separately
                preview.changed.put(path)
        preview.dirty.set()


def _sockets(host: str, port: int) -> tuple[list[socket.socket], int]:
    for number in range(port, port + _PORTS):
        try:
            return bind_sockets(number, host), number
        except OSError:
            continue
    fix = "stop the program that uses them, or choose another: --port 8100"
    raise Problems([Problem("preview", 0, 0, f"the ports from {port} to {port + _PORTS - 1} are in use", fix)])


def _application(preview: Preview, crew: Executor, allowed: set[str]) -> Application:
    given = {"preview": preview, "crew": crew, "allowed": allowed}
    return Application(
        [
            ("/livereload", _Reload, {"allowed": allowed}),
            (rf"{ROOT}/({'|'.join(map(_escaped, _FILES))})", _Own, given),
            (f"{ROOT}/state", _State, given),
            (f"{ROOT}/view", _View, given),
            (r"(/.*)", _Page, given),
        ]
    )


def _escaped(name: str) -> str:
    return name.replace(".", r"\.")


class _Asked(RequestHandler):
    """A request that is answered only if its host name is the preview's own."""

    def initialize(self, preview: Preview, crew: Executor, allowed: set[str]) -> None:
        self.preview, self.crew, self.allowed = preview, crew, allowed

    async def beside(self, work: Callable[[str], Answered], path: str) -> Answered:
        """Do ``work`` in another thread, since it may have to wait while the site is updated."""
        return await IOLoop.current().run_in_executor(self.crew, work, path)

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin")
        foreign = origin is not None and urlsplit(origin).netloc not in self.allowed
        if self.request.host not in self.allowed or (foreign and self.request.method != "GET"):
            self.set_status(403)
            self.finish("Only browsers on this machine can use this preview.")

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")


class _Own(_Asked):
    """A file of the preview itself."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", media_type(name))
        self.finish(_FILES[name].read_bytes())


class _State(_Asked):
    """The data that the bar shows."""

    async def get(self) -> None:
        self.finish(dict(await self.beside(self.preview.state, self.get_query_argument("path", "/"))))


class _Wanted(msgspec.Struct):
    """What a page of the preview asks for when it changes the view."""

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
                dates.parse(view.as_of, ZoneInfo("UTC"))  # any zone will do to tell whether it is a time
        except (ValueError, RecursionError) as error:
            self.set_status(400)
            self.set_header("Content-Type", "text/plain; charset=utf-8")  # it repeats what was sent
            self.finish(str(error))
            return
        self.preview.look(view)
        self.finish({})


class _Page(_Asked):
    """A file of the site."""

    async def head(self, path: str) -> None:
        await self.get(path)

    async def get(self, _: str) -> None:
        seen = await self.beside(self.preview.see, self.request.path)
        if seen.answer.location:
            self.redirect(seen.answer.location, permanent=False)
            return
        file, data = seen.answer.file, seen.data
        self.set_status(500 if seen.problems else seen.answer.status)
        if seen.problems or not file:
            words = "This page could not be rendered." if seen.problems else "There is no such page."
            file, data = "", bare(words)
        self.set_header("Content-Type", media_type(file or "index.html"))
        if not file or file.endswith(".html"):
            self.preview.looked_at = file
            data = shown(data, seen.sign, self.request.host)
        self.finish(data)


class _Reload(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """A connected browser. Livereload keeps all of them in ``waiters``."""

    def initialize(self, allowed: set[str]) -> None:
        self.allowed = allowed

    def prepare(self) -> None:
        if self.request.host not in self.allowed:
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return urlsplit(origin).netloc in self.allowed

    def on_message(self, message: str) -> None:
        """Make a browser that has just connected check whether its page is up to date."""
        try:
            super().on_message(message)
        except (ValueError, TypeError, AttributeError, RecursionError):  # not a message of livereload's script
            self.close()
            return
        if self in LiveReloadHandler.waiters:
            self.send_message(_news(style=False))

    @classmethod
    def notify_all(cls, style: bool) -> None:
        """Notify every browser of a change; ``style`` says that only style sheets have changed."""
        for each in tuple(LiveReloadHandler.waiters):
            each.send_message(_news(style))


def _news(style: bool) -> dict[str, object]:
    return {"command": "reload", "path": "style.css" if style else "*", "liveCSS": style}
