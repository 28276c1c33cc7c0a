"""Answers only requests that are for the preview itself, and come from its own pages.   [network]"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from tornado.ioloop import IOLoop
from tornado.web import RequestHandler

from generator.preview.addresses import PreviewAddress, from_here

_NO_OTHER_SITE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
"""Headers that keep pages of other sites from loading or framing what the preview shows."""

Answered = TypeVar("Answered")


def local_address(handler: RequestHandler) -> str:
    """Return the address of this machine at which a request's connection arrived."""
    connection = handler.request.connection
    stream = getattr(connection, "stream", None)
    return str(stream.socket.getsockname()[0]) if stream and stream.socket else ""


class OwnRequest(RequestHandler):
    """A request that is answered only if its host name is the preview's own, and no other site's page makes it.

    Scripts are not served as service workers (Service Workers, 'Service-Worker' header): browsers keep a service
    worker, and it would answer for anything that later listens at the same port, such as another preview's pages for
    editing.

    ``crew`` runs work in other threads; ``reach`` is where this server listens. ``framer`` is the port whose pages may
    show this page in a frame; 0 if none may.
    """

    crew: Executor
    reach: PreviewAddress
    framer = 0

    async def beside(self, work: Callable[[], Answered]) -> Answered:
        """Do ``work`` in another thread, since it may have to wait until the site has been updated."""
        return await IOLoop.current().run_in_executor(self.crew, work)

    def prepare(self) -> None:
        """Refuse requests for another host, and those that other sites make."""
        origin = self.request.headers.get("Origin")
        local = local_address(self)
        foreign = origin is not None and not self.reach.accepts_origin(origin, local)
        if not self.reach.accepts(self.request.host, local) or (foreign and self.request.method != "GET"):
            self.set_status(403)
            self.finish("This address is not the preview's own. Behind a proxy, start it with --public-url.")
        elif not from_here(self.request.headers, self.beside_address(self.framer) if self.framer else ""):
            self.set_status(403)
            self.finish("Only the preview's own pages may load this.")
        elif "Service-Worker" in self.request.headers:
            self.set_status(403)
            self.finish("The preview has no service workers: they would answer for it after it has ended.")
        elif self.framer:
            self.set_header("Content-Security-Policy", f"frame-ancestors 'self' {self.beside_address(self.framer)}")

    def set_default_headers(self) -> None:
        """Keep other sites out, and do not let browsers cache anything."""
        for name, value in _NO_OTHER_SITE.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def beside_address(self, port: int) -> str:
        """Return the origin at another port of the host that the browser requested."""
        name = self.request.host_name
        return f"http://{f'[{name}]' if ':' in name and not name.startswith('[') else name}:{port}"
