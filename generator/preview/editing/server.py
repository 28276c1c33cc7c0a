"""Serves the pages for editing at their own port, and so in their own origin.   [network]

Scripts of a site's layouts, and those in trusted HTML, run in the preview's origin. They could use anything that they
can load there, including a token in a page. So the pages for editing have another origin, which browsers do not let
pages of the site read, and a token that only they have. No page may frame them or keep a reference to their window
(COOP), and their own scripts never parse text as HTML (CSP Level 3).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from tornado.httpserver import HTTPServer
from tornado.web import Application

from generator.hosting.static_host import media_type
from generator.model.problems import Problems, refuse
from generator.preview.addresses import PreviewAddress
from generator.preview.editing.desk import Data, LocalDesk
from generator.preview.editing.files import Conflict, Gone
from generator.preview.editing.form_problems import in_other_file
from generator.preview.editing.overview import Overview
from generator.preview.editing.paste import Pasted
from generator.preview.editing.pictures import LARGEST
from generator.preview.editing.requests import Correct, Delete, New, Publish, Restore, Withdraw
from generator.preview.editing.saving import Changes, Refusal
from generator.preview.own_requests import OwnRequest
from generator.preview.session import Preview

_HERE = Path(__file__).parent / "page"
_FILES = tuple(sorted(each.name for each in _HERE.iterdir() if each.suffix in (".js", ".css")))
_MOST = 4_000_000  # bytes of a request that is not a picture: a story's text, escaped as JSON
_TOKEN = "X-Broadsheet-Token"  # noqa: S105 - the name of a header
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src blob:; frame-src {}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types"
)

_QUERY = (("file", ""), ("words", ""), ("shown", ""), ("start", "0"))
"""The parameters of a request for a file or the list of stories, and their defaults."""

Wanted = TypeVar("Wanted")


def editing_server(preview: Preview, crew: Executor, reach: PreviewAddress, port: int) -> HTTPServer:
    """Return the server of the pages for editing. ``reach`` is where the preview listens, ``port`` the server's port.

    ``crew`` runs the work of requests in other threads.
    """
    desk = LocalDesk(preview)
    given = {
        "desk": desk,
        "overview": Overview(preview),
        "crew": crew,
        "reach": PreviewAddress(reach.host, port),
        "site_port": reach.port,
    }
    given["token"] = secrets.token_urlsafe(32)
    actions: list[tuple[str, type, Callable[[Any], Data]]] = [
        ("save", Changes, desk.save),
        ("new", New, desk.new),
        ("restore", Restore, desk.restore),
        ("markdown", Pasted, desk.markdown),
        ("publish", Publish, desk.publish),
        ("withdraw", Withdraw, desk.withdraw),
        ("correct", Correct, desk.correct),
        ("delete", Delete, desk.delete),
    ]
    application = Application(
        [
            ("/", _EditPage, given),
            (rf"/({'|'.join(each.replace('.', '[.]') for each in _FILES)})", _Script, given),
            ("/api/(document|page|choices|stories)", _Read, given),
            ("/api/picture", _Picture, given),
            *((f"/api/{name}", _Act, {**given, "wanted": wanted, "act": act}) for name, wanted, act in actions),
        ]
    )
    return HTTPServer(application, max_buffer_size=LARGEST + _MOST, max_body_size=LARGEST)


class _OwnPage(OwnRequest):
    def initialize(
        self,
        desk: LocalDesk,
        overview: Overview,
        crew: Executor,
        reach: PreviewAddress,
        site_port: int,
        token: str,
        **more: Any,
    ) -> None:
        self.desk, self.overview, self.crew, self.reach = desk, overview, crew, reach
        self.site_port, self.token = site_port, token

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "origin")  # the preview checks with it who frames its pages
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")


class _EditPage(_OwnPage):
    """The page with the form."""

    def get(self) -> None:
        site = self.beside_address(self.site_port)
        self.set_header("Content-Security-Policy", _POLICY.format(site))
        page = (_HERE / "edit.html").read_text(encoding="utf-8")
        for name, value in (("token", self.token), ("site", site), ("folder", self.desk.folder)):
            page = page.replace(f"{{{name}}}", value)
        self.finish(page)


class _Script(_OwnPage):
    """A script or style sheet of the pages."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", media_type(name))
        self.finish((_HERE / name).read_bytes())


class _WithToken(_OwnPage):
    """A request that only the page itself can make, since only it has the token."""

    def prepare(self) -> None:
        super().prepare()
        given = self.request.headers.get(_TOKEN, "").encode()
        if not self._finished and not hmac.compare_digest(given, self.token.encode()):
            self.set_status(403)
            self.finish("Reload the page.")

    async def answer(self, work: Callable[[], Data]) -> None:
        """Answer with what ``work`` returns, or with the reason why it cannot be done."""
        try:
            status, data = 200, await self.beside(work)
        except Conflict as changed:
            file = changed.file
            status, data = 409, await self.beside(lambda: self.desk.as_data(file))
        except Refusal as refused:
            status, data = 422, {"problems": refused.problems, "possible": refused.possible}
        except Problems as found:
            status = 410 if isinstance(found, Gone) else 422
            data = {"problems": list(map(_as_data, found.problems)), "possible": False}
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(msgspec.json.encode(data))


class _Read(_WithToken):
    """Answers with a file, what the preview shows of it, what the fields of forms offer, or the list of stories."""

    async def get(self, what: str) -> None:
        name, wanted, shown, start = (self.get_query_argument(*each, strip=False) for each in _QUERY)
        reads: Mapping[str, Callable[[], Data]] = {
            "document": lambda: self.desk.read(name),
            "page": lambda: self.overview.page(name),
            "choices": self.overview.choices,
            "stories": lambda: self.overview.stories(wanted, shown, start),
        }
        await self.answer(reads[what])


class _Act(_WithToken):
    """Changes a file in one way."""

    def initialize(self, wanted: type[Wanted], act: Callable[[Wanted], Data], **given: Any) -> None:  # type: ignore[override]
        super().initialize(**given)
        self.wanted, self.act = wanted, act

    async def post(self) -> None:
        try:
            if len(self.request.body) > _MOST:
                raise ValueError("this is longer than a story may be")
            given = msgspec.json.decode(self.request.body, type=self.wanted)
        except (ValueError, RecursionError) as error:
            self.set_status(400)
            self.set_header("Content-Type", "text/plain; charset=utf-8")  # it repeats what was sent
            self.finish(str(error))
            return
        await self.answer(lambda: self.act(given))


class _Picture(_WithToken):
    """Puts a picture next to a story, or shows a small copy of one."""

    async def get(self) -> None:
        name, src = (self.get_query_argument(each, "", strip=False) for each in ("file", "src"))
        try:
            kind, data = await self.beside(lambda: self.desk.thumbnail(name, src))
        except Problems as found:
            problem = found.problems[0]
            await self.answer(lambda: refuse(problem))
            return
        self.set_header("Content-Type", kind)
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.finish(data)

    async def post(self) -> None:
        name, called = (self.get_query_argument(each, "", strip=False) for each in ("file", "name"))
        await self.answer(lambda: self.desk.add_picture(name, called, self.request.body))


def _as_data(problem: Any) -> dict[str, Any]:
    data = {each: getattr(problem, each) for each in ("level", "line", "fix")}
    return {"field": "", "source": problem.source.strip(), "message": in_other_file(problem), **data}
