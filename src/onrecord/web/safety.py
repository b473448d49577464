"""What keeps strangers out: headers, hosts, the token, requests of other sites, sizes. Middleware around every page and the API.

Against pages of other sites that write through a visitor's browser, a request that may change something must come from the desk
itself: `Sec-Fetch-Site` says so (W3C Fetch Metadata), else `Origin`. A client that sends neither is no browser. Go's net/http
protects in the same way (CrossOriginProtection, 1.25); no form needs a token of its own, so none can forget it.
"""

import hashlib
import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.desk import Options
from onrecord.web.faults import told

COOKIE = "onrecord"
SAFE = ("GET", "HEAD", "OPTIONS")
WITHOUT_TOKEN = ("/static/",)  # the stylesheet of the page that asks for the token
POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Safety:
    """The door of the desk; not frozen, because middleware holds the application behind it."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        """Stand before an application."""
        self.app, self.options = app, options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or let it through with safe headers on its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self.refusal(Request(scope)) or self.entry(Request(scope))
        sized = Sized(receive, self.options.most_bytes)
        await (answer or self.app)(scope, sized, with_headers(send))

    def refusal(self, request: Request) -> Response | None:
        """Why a request is not answered: whose host, whose page, how large it is."""
        if self.options.token is None and host_of(request.headers) not in self.options.hosts:
            return told(
                request,
                421,
                f"The desk is not called {host_of(request.headers)!r}. Open it under the address that `onrecord serve` printed.",
            )
        if request.method not in SAFE and not from_here(request):
            return told(request, 403, "This request came from another site. Open the desk itself and do it there.")
        if request.method not in SAFE and self.options.read_only:
            return told(request, 403, "This record is shown read-only. Nothing can be changed here.")
        if int(length if (length := request.headers.get("content-length", "0")).isdecimal() else "0") > self.options.most_bytes:
            return told(
                request, 413, f"That is more than {self.options.most_bytes // 2**20} MB. Send less at once, or use `onrecord build`."
            )
        return None

    def entry(self, request: Request) -> Response | None:
        """The page that asks for the token, where one is needed and not given."""
        token = self.options.token
        if token is None or request.url.path.startswith(WITHOUT_TOKEN):
            return None
        given = request.query_params.get("token")
        if given is not None and same(given, token):
            return self.welcome(request)
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if same(bearer, token) or same(request.cookies.get(COOKIE, ""), _sealed(token)):
            return None
        return told(request, 401, "This desk is locked. Give the token that `onrecord serve` was started with.", locked=True)

    def welcome(self, request: Request) -> Response:
        """Keep the token in a cookie, and go on to the page without it in the address."""
        assert self.options.token is not None  # noqa: S101 (asked before)
        rest = urlencode([(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True) if name != "token"])
        path = "/" + request.url.path.lstrip("/\\")  # never another host's
        response = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        response.set_cookie(COOKIE, _sealed(self.options.token), httponly=True, samesite="lax", secure=request.url.scheme == "https")
        return response


class Sized:
    """A body that may not grow over its limit, whatever its headers said; not frozen, because it counts."""

    def __init__(self, receive: Receive, most: int) -> None:
        """Count what comes in."""
        self.receive, self.left = receive, most

    async def __call__(self) -> Message:
        """The next part of the body; over the limit the request ends, as if its sender had gone."""
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        return message if self.left >= 0 else {"type": "http.disconnect"}


def with_headers(send: Send) -> Send:
    """Put the safe headers on an answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def host_of(headers: Headers) -> str:
    """The host that a request names, without its port."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def from_here(request: Request) -> bool:
    """Whether a request comes from the desk's own pages, or from no browser at all."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def same(given: str, wanted: str) -> bool:
    """Whether two words are the same, in a time that tells nothing of where they differ."""
    return secrets.compare_digest(given.encode(), wanted.encode())


def _sealed(token: str) -> str:
    return hashlib.sha256(f"onrecord {token}".encode()).hexdigest()
