"""A hub of data sets on this machine, as much of one as `huggingface_hub` asks for."""

import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Asked(NamedTuple):
    method: str
    path: str
    range: str | None
    token: str | None


class Hub(ThreadingHTTPServer):
    """Serves `repos`, {repository: {path: content}}, and can be told to fail."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        # Large files lie on a second host, as on the real hub, where no token must arrive.
        self.store = f"http://localhost:{self.server_port}"
        self.repos: dict[str, dict[str, bytes]] = {}
        self.refused: dict[str, tuple[int, dict[str, str]]] = {}  # a repository's answer
        self.cut: dict[str, int] = {}  # path: the first answer ends after so many bytes
        self.spoilt: dict[str, int] = {}  # path: so many answers have another content
        self.gates: dict[str, threading.Event] = {}  # path: the answer waits
        self.asked: list[Asked] = []
        self.news = threading.Condition()

    def fetched(self) -> list[str]:
        """The names of the files that were asked for, in order."""
        return [
            a.path.split("/")[-1] for a in self.asked if a.method == "GET" and "/api/" not in a.path
        ]

    def wait_for(self, text: str, times: int = 1) -> None:
        with self.news:
            assert self.news.wait_for(lambda: str(self.asked).count(text) >= times, timeout=60)


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        asked = Asked(self.command, path, self.headers["Range"], self.headers["Authorization"])
        with self.server.news:
            self.server.asked.append(asked)
            self.server.news.notify_all()
        if match := re.fullmatch(r"/api/datasets/([^/]+/[^/]+)/revision/(.+)", path):
            self._info(*match.groups())
        elif match := re.fullmatch(r"/datasets/([^/]+/[^/]+)/resolve/([0-9a-f]{40})/(.+)", path):
            self._resolve(*match.groups())
        elif match := re.fullmatch(r"/store/([^/]+/[^/]+)/(.+)", path):
            self._content(*match.groups())
        else:
            self._reply(404)

    do_HEAD = do_GET

    def _info(self, repo: str, revision: str) -> None:
        if repo in self.server.refused or repo not in self.server.repos:
            status, headers = self.server.refused.get(repo, (404, {"X-Error-Code": "RepoNotFound"}))
            self._reply(status, headers)
            return
        siblings = []
        for name, content in self.server.repos[repo].items():
            file = dict(rfilename=name, size=len(content), blobId=_git(content))
            if _is_large(name):
                file["lfs"] = dict(sha256=_sha(content), size=len(content), pointerSize=135)
            siblings.append(file)
        sha = revision if re.fullmatch("[0-9a-f]{40}", revision) else COMMIT
        answer = dict(id=repo, sha=sha, private=False, tags=[], siblings=siblings)
        self._reply(200, {"Content-Type": "application/json"}, json.dumps(answer).encode())

    def _resolve(self, repo: str, commit: str, name: str) -> None:
        content = self.server.repos[repo][name]
        if not _is_large(name):
            self._content(repo, name, {"X-Repo-Commit": commit, "ETag": f'"{_git(content)}"'})
            return
        headers = {
            "Location": f"{self.server.store}/store/{repo}/{name}",
            "X-Repo-Commit": commit,
            "X-Linked-Etag": f'"{_sha(content)}"',
            "X-Linked-Size": str(len(content)),
        }
        self._reply(302, headers)

    def _content(self, repo: str, name: str, headers: dict[str, str] | None = None) -> None:
        hub, content, headers = self.server, self.server.repos[repo][name], headers or {}
        if self.command == "GET":
            if name in hub.gates:
                hub.gates[name].wait(60)
            if hub.spoilt.get(name):
                hub.spoilt[name] -= 1
                content = content[::-1]
        status, length, end = 200, len(content), hub.cut.pop(name, None)
        if self.headers["Range"]:
            start = int(re.fullmatch(r"bytes=(\d+)-", self.headers["Range"])[1])
            headers = headers | {"Content-Range": f"bytes {start}-{length - 1}/{length}"}
            status, content = 206, content[start:]
        self._reply(status, headers, content, end)

    def _reply(
        self, status: int, headers=None, content: bytes = b"", end: int | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": len(content), **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content[:end])

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # the client was killed
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


def _is_large(name: str) -> bool:
    return name.endswith(".parquet")


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _git(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
