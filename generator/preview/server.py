"""The preview's server: answers as GitHub Pages would, and notifies each browser when the site changes.   [network]

It uses livereload's handler and script only to send messages: livereload's own watcher misses changes that come within
three seconds of another, so the preview has its own watcher. Each page knows the sign of what it shows. When it is
notified of a change, and as soon as it connects, it asks whether its sign is still the same. So no reload is ever
missed, and a page that has not changed does not reload.

Only requests for the preview itself are answered (see ``addresses.py``), and a page of another site can neither listen
nor change anything (the request's Origin is checked), nor learn from a failed or successful load which drafts
there are (its Sec-Fetch headers are checked).
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import TypeVar
from zoneinfo import ZoneInfo

import livereload
import msgspec
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler

from generator.hosting.static_host import media_type
from generator.preview.addresses import Reach, from_here, listen
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
_NO_OTHER_SITE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
"""Headers that keep pages of other sites from loading or framing what the preview shows."""

_STOP = (signal.SIGINT, signal.SIGTERM)
_REQUESTS = 8  # requests answered at a time

Answered = TypeVar("Answered")


def serve(preview: Preview, port: int, host: str, public: str, poll: bool, ready: Callable[[Reach], None]) -> None:
    """Show the site until the process is told to stop. ``ready`` is called once there is something to see.

    ``public`` is the origin at which browsers see the preview, if it is not that of ``host`` and ``port``.

    :raises Problems: if no port is free, or ``host`` is not an address of this machine.
    """
    sockets, port = listen(host, port)
    loop = IOLoop.current()
    try:
        for number in _STOP:
            signal.signal(number, signal.default_int_handler)
        preview.update()  # before threads start, so that worker processes can be used
        for number in _STOP:  # asyncio's handlers wake the loop even if the signal comes just as it goes to sleep
            asyncio.get_event_loop().add_signal_handler(number, loop.stop)
    except KeyboardInterrupt:
        for each in sockets:
            each.close()
        return
    crew = ThreadPoolExecutor(_REQUESTS)
    reach = Reach(host, port, public)
    server = HTTPServer(_application(preview, crew, reach))
    server.add_sockets(sockets)
    news = lambda style: loop.add_callback(_Reload.notify_all, style)  # noqa: E731
    threads = [Thread(target=_watch, args=(preview, poll)), Thread(target=preview.follow, args=(news,))]
    try:
        for thread in threads:
            thread.start()
        ready(reach)
        loop.start()
    finally:
        preview.stop.set()
        preview.dirty.set()
        server.stop()
        crew.shutdown(cancel_futures=True)
        for thread in threads:
            thread.join()


def _watch(preview: Preview, poll: bool) -> None:
    for found in changes(preview.site, preview.content, preview.stop, preview.notify, poll):
        for path in map(Path, found):
            if not path.is_dir():  # the files inside it are reported separately
                preview.changed.put(path)
        preview.dirty.set()


def _application(preview: Preview, crew: Executor, reach: Reach) -> Application:
    given = {"preview": preview, "crew": crew, "reach": reach}
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


def _local(handler: RequestHandler) -> str:
    """The address of this machine at which a request's connection arrived."""
    connection = handler.request.connection
    stream = getattr(connection, "stream", None)
    return str(stream.socket.getsockname()[0]) if stream and stream.socket else ""


class _Asked(RequestHandler):
    """A request that is answered only if its host name is the preview's own."""

    def initialize(self, preview: Preview, crew: Executor, reach: Reach) -> None:
        self.preview, self.crew, self.reach = preview, crew, reach

    async def beside(self, work: Callable[[str], Answered], path: str) -> Answered:
        """Do ``work`` in another thread, since it may have to wait while the site is updated."""
        return await IOLoop.current().run_in_executor(self.crew, work, path)

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin")
        local = _local(self)
        foreign = origin is not None and not self.reach.accepts_origin(origin, local)
        if not self.reach.accepts(self.request.host, local) or (foreign and self.request.method != "GET"):
            self.set_status(403)
            self.finish("This address is not the preview's own. Behind a proxy, start it with --public-url.")
        elif not from_here(self.request.headers):
            self.set_status(403)
            self.finish("Only the preview's own pages may load this.")

    def set_default_headers(self) -> None:
        for name, value in _NO_OTHER_SITE.items():
            self.set_header(name, value)
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


class _Budget(_Asked):
    """The story budget."""

    async def get(self) -> None:
        self.finish(await self.beside(self.preview.budget, ""))


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
            if not self.preview.shown.edition:
                words = "The site appears here as soon as what is wrong has been corrected."
            file, data = "", bare(words)
        self.set_header("Content-Type", media_type(file or "index.html"))
        if not file or file.endswith(".html"):
            self.preview.looked_at = file
            data = shown(data, seen.sign, self.request.host, self.reach.socket_source)
        self.finish(data)


class _Reload(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """A connected browser. Livereload keeps all of them in ``waiters``."""

    def initialize(self, reach: Reach) -> None:
        self.reach = reach

    def prepare(self) -> None:
        if not self.reach.accepts(self.request.host, _local(self)) or not from_here(self.request.headers):
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return self.reach.accepts_origin(origin, _local(self))

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
