"""A stand-in for GitHub's API, as far as the desk at /admin/ uses it: one repository with one branch, in memory.

Answers have the form that GitHub documents (https://docs.github.com/en/rest, https://docs.github.com/en/graphql), and a
commit on top of anything but the newest one is refused as it refuses it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

API = "https://api.github.com"
TOKEN = "token-of-an-editor"
_WHEN = "2026-11-24T09:00:00Z"
_AUTHOR = {"name": "Hanna Voss", "email": "hanna.voss@example.org", "user": {"id": 7, "login": "hvoss"}}
_NO_CHECKS = {"status": None, "deployments": {"nodes": []}, "checkSuites": {"nodes": []}}
_CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*", "Access-Control-Allow-Methods": "*"}


@dataclass
class GitHub:
    """The repository ``name`` with these files, by their paths; ``unknown`` are the requests that it cannot answer."""

    name: str
    files: dict[str, bytes]
    commits: list[str] = field(default_factory=list)  # what each commit says
    changed: list[list[str]] = field(default_factory=list)  # the paths that each commit writes or deletes
    unknown: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def head(self) -> str:
        """The newest commit."""
        return hashlib.sha1(f"{self.name} {len(self.commits)}".encode()).hexdigest()

    @contextmanager
    def answering(self, page: Page) -> Iterator[None]:
        """Answer what a page asks of GitHub's API, meanwhile."""
        page.route(f"{API}/**", self._answer)
        yield
        page.unroute_all(behavior="ignoreErrors")  # the program asks for the state of its commits at any time

    def push(self, path: str, data: bytes) -> None:
        """Commit a file as somebody else would."""
        self.files[path] = data
        self.commits.append("Somebody else")
        self.changed.append([path])

    def _answer(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        self.asked.append(f"{request.method} {path}")
        if request.method == "OPTIONS":
            return route.fulfill(status=204, headers=_CORS)
        if request.headers.get("authorization", "").split()[-1:] != [TOKEN]:
            return self._json(route, {"message": "Bad credentials"}, 401)
        if path == "/graphql":
            sent = json.loads(request.post_data or "{}")
            return self._json(route, self._graphql(sent["query"], sent["variables"]))
        if path == "/user":
            return self._json(
                route, {"id": 7, "login": "hvoss", "name": "Hanna Voss", "avatar_url": "", "html_url": ""}
            )
        inside = path.removeprefix(f"/repos/{self.name}/")
        if inside == "collaborators/hvoss":
            return route.fulfill(status=204, headers=_CORS)
        if inside.startswith("git/trees/"):
            tree = [
                {"type": "blob", "path": name, "sha": _sha(data), "size": len(data)}
                for name, data in sorted(self.files.items())
            ]
            return self._json(route, {"sha": self.head, "tree": tree, "truncated": False})
        if inside.startswith("git/blobs/"):
            data = self._blob(inside.rpartition("/")[2])
            return route.fulfill(body=data, headers=_CORS | {"Content-Type": "application/octet-stream"})
        self.unknown.append(f"{request.method} {path}")
        return self._json(route, {"message": "Not Found"}, 404)

    def _json(self, route: Route, data: object, status: int = 200) -> None:
        route.fulfill(status=status, body=json.dumps(data), headers=_CORS | {"Content-Type": "application/json"})

    def _blob(self, sha: str) -> bytes:
        return next((data for data in self.files.values() if _sha(data) == sha), b"")

    def _graphql(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        if "createCommitOnBranch" in query:
            return self._commit(query, variables["input"])
        found: dict[str, Any] = {}
        for alias, sha, kind in re.findall(r'(\w+): object\(oid: "(\w+)"\) \{ \.\.\. on (\w+)', query):
            found[alias] = {"text": self._blob(sha).decode(), "isTruncated": False} if kind == "Blob" else _NO_CHECKS
        commit = {"oid": self.head, "message": "Change", "author": _AUTHOR, "committedDate": _WHEN}
        history = {"target": {"oid": self.head, "history": {"nodes": [commit]}}}
        found |= dict.fromkeys(re.findall(r"(\w+): +ref\(", query), history)
        if re.search(r"[{] ref\(qualifiedName", query):
            found["ref"] = history
        if not found:
            self.unknown.append(query)
        return {"data": {"repository": found}}

    def _commit(self, query: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
        if wanted["expectedHeadOid"] != self.head or wanted["branch"]["repositoryNameWithOwner"] != self.name:
            return {"data": {"createCommitOnBranch": None}, "errors": [{"message": "Expected branch to point to ..."}]}
        changes = wanted["fileChanges"]
        for each in changes["deletions"]:
            del self.files[each["path"]]
        for each in changes["additions"]:
            self.files[each["path"]] = base64.b64decode(each["contents"])
        self.commits.append(wanted["message"]["headline"])
        self.changed.append([each["path"] for each in (*changes["additions"], *changes["deletions"])])
        files = re.findall(r'(\w+): file\(path: ("(?:[^"\\]|\\.)*")\)', query)
        shas = {alias: {"oid": _sha(self.files[json.loads(path)])} for alias, path in files}
        return {"data": {"createCommitOnBranch": {"commit": {"oid": self.head, "committedDate": _WHEN, **shas}}}}


def _sha(data: bytes) -> str:
    """The name of a file's contents in git."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
