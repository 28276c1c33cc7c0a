"""The preview's server: pages as GitHub Pages gives them, and a word to each browser when there is news.   [network]

Built on livereload's handler and script, which are the transport alone: its own watcher forgets changes that come
within three seconds of another, so that ours tells it when a build has ended. A page knows the *epoch* that it was
made in; where it is not the last one when the page connects, it is reloaded at once, so that no reload is ever lost.

Browsers of this machine alone may ask: the name that they ask for must be ours (DNS rebinding), and a page of another
site may not listen (the WebSocket's Origin).
"""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from urllib.parse import urlsplit

import livereload
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from generator.build import build
from generator.orders import Map, Order
from generator.preview.places import answer, media_type
from generator.preview.showing import ROOT, SCRIPT, STYLE, bare, shown
from generator.preview.watching import changes
from generator.problems import Problem, Problems

_SCRIPT = Path(livereload.__file__).parent / "vendors" / "livereload.js"
_PORTS = 20  # further ports that are tried where one is taken


@dataclass(slots=True)
class Preview:
    """A site that is being shown. ``order`` says what is to be built now, ``tell`` tells the editor at the terminal."""

    site: Path
    output: Path
    order: Callable[[], Order]
    map: Map
    tell: Callable[[str], None]
    editor: str = ""
    poll: bool = False
    epoch: int = 0
    base_path: str = "/"
    problems: tuple[Problem, ...] = ()
    stop: Event = field(default_factory=Event)
    dirty: Event = field(default_factory=Event)
    changed: Queue[str] = field(default_factory=Queue)

    def told(self) -> set[str]:
        """What has changed since the last build."""
        return {self.changed.get() for _ in range(self.changed.qsize())}

    def build(self) -> None:
        """Build the site as it is now; where something is wrong the last good one stays."""
        try:
            order = self.order()
            self.base_path = order.settings.base_path
            built = build(order, self.output, map=self.map)
            self.problems = ()
            count = len(built.published.written) + len(built.published.removed)
            self.tell(f"{built.stories} stories, {count} files changed.")
        except Problems as found:
            self.problems = tuple(each for each in found.problems if each.level == "error")
            self.tell(f"{found}\n{len(self.problems)} to mend; the last good pages stay.")
        self.epoch += 1


def serve(preview: Preview, port: int, host: str, ready: Callable[[str], None]) -> None:
    """Show the site until the process is told to end. ``ready`` is told its address once there is something to see.

    :raises Problems: where no port is free.
    """
    sockets, port = _sockets(host, port)
    loop = IOLoop.current()
    allowed = {f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]", host)}
    server = HTTPServer(_application(preview, allowed))
    server.add_sockets(sockets)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: loop.add_callback_from_signal(loop.stop))
    threads = [Thread(target=_watch, args=(preview,)), Thread(target=_build, args=(preview, loop))]
    preview.dirty.set()
    try:
        for thread in threads:
            thread.start()
        shown_host = host if host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104 - it was asked for
        ready(f"http://{shown_host}:{port}")
        loop.start()
    finally:
        preview.stop.set()
        preview.dirty.set()
        server.stop()
        for thread in threads:
            thread.join()


def _watch(preview: Preview) -> None:
    for found in changes(preview.site, preview.output, preview.stop, preview.poll):
        for path in found:
            preview.changed.put(path)
        preview.dirty.set()


def _build(preview: Preview, loop: IOLoop) -> None:
    """Build whenever something has changed: what changes during a build is for the next one."""
    while True:
        preview.dirty.wait()
        preview.dirty.clear()
        if preview.stop.is_set():
            return
        changed = [path for path in preview.told() if not Path(path).is_dir()]
        were_wrong = preview.problems
        gc.disable()  # what a build makes it needs to its end; between builds there is time
        preview.build()
        style = bool(changed) and all(path.endswith(".css") for path in changed)
        loop.add_callback(_Reload.tell_all, style and not (preview.problems or were_wrong))
        gc.enable()
        gc.collect()


def _sockets(host: str, port: int) -> tuple[list[socket.socket], int]:
    for number in range(port, port + _PORTS):
        try:
            return bind_sockets(number, host), number
        except OSError:
            continue
    fix = "end the program that uses them, or name another: --port 8100"
    raise Problems([Problem("preview", 0, 0, f"the ports from {port} to {port + _PORTS - 1} are taken", fix)])


def _application(preview: Preview, allowed: set[str]) -> Application:
    given = {"preview": preview, "allowed": allowed}
    return Application(
        [
            ("/livereload", _Reload, {"allowed": allowed}),
            (rf"{ROOT}/(livereload\.js|preview\.js|preview\.css|epoch)", _Own, given),
            (r"(/.*)", _Page, given),
        ]
    )


class _Asked(RequestHandler):
    """A request that is answered only if it asks for us by our own name."""

    def initialize(self, preview: Preview, allowed: set[str]) -> None:
        self.preview, self.allowed = preview, allowed

    def prepare(self) -> None:
        if self.request.host not in self.allowed:
            self.set_status(403)
            self.finish("This preview is for the browser on its own machine.")

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")


class _Own(_Asked):
    def get(self, name: str) -> None:
        kind, data = {
            "livereload.js": ("text/javascript", _SCRIPT.read_bytes()),
            "preview.js": ("text/javascript", SCRIPT.encode()),
            "preview.css": ("text/css", STYLE.encode()),
            "epoch": ("text/plain", str(self.preview.epoch).encode()),
        }[name]
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(data)


class _Page(_Asked):
    def head(self, path: str) -> None:
        self.get(path)

    def get(self, _: str) -> None:
        preview = self.preview
        found = answer(preview.output, preview.base_path, self.request.path)
        if self.request.path == "/" != preview.base_path:
            found = answer(preview.output, preview.base_path, preview.base_path.rstrip("/"))
        if found.location:
            self.redirect(found.location, permanent=False)
            return
        self.set_status(found.status)
        html = found.file is None or found.file.suffix == ".html"
        self.set_header("Content-Type", "text/html; charset=utf-8" if html else media_type(found.file or Path()))
        try:
            data = found.file.read_bytes() if found.file else bare(preview.problems)
        except OSError:  # it goes while it is asked for: the page is reloaded at once
            data = bare(preview.problems)
        folder = str(preview.site.resolve())
        if html:
            data = shown(data, preview.epoch, self.request.host, preview.problems, folder, preview.editor)
        self.finish(data)


class _Reload(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """A browser that listens. Livereload keeps all of them in ``waiters``."""

    def initialize(self, allowed: set[str]) -> None:
        self.allowed = allowed

    def prepare(self) -> None:
        if self.request.host not in self.allowed:
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return urlsplit(origin).netloc in self.allowed

    @classmethod
    def tell_all(cls, style: bool) -> None:
        """Have every browser load its page anew; only its style sheets where nothing but the ``style`` has changed."""
        message = {"command": "reload", "path": "style.css" if style else "*", "liveCSS": style}
        for each in tuple(LiveReloadHandler.waiters):
            each.send_message(message)
