"""A model server that the user names, asked over the chat completions interface that OpenAI made common; the standard library alone.

Nothing is asked of it unless the user gives its address. Its key, if it needs one, is in the environment and is written nowhere.
"""

import http.client
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from onrecord.errors import InputError, ServerError

KEY = "ONRECORD_ADJUDICATOR_KEY"
"""The environment variable with the key."""

LARGEST = 1_000_000  # bytes of an answer
_PATH = "/chat/completions"
_WORTH_ANOTHER = {408, 429, 500, 502, 503, 504}  # statuses that may pass
_SHOWN = 200  # characters of what a server says of an error

Message = dict[str, str]
"""`role` (system, user) and `content`."""


class _NoRedirects(HTTPRedirectHandler):
    """Follows nobody elsewhere: the key is for this server."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Server:
    """Where and whom to ask.

    Attributes:
        url: the interface's address ("http://127.0.0.1:8080/v1"), with or without /chat/completions.
        timeout: seconds for one answer.
        retries: how often a question is asked again.
        pause: seconds before the first time that it is asked again, and twice as many before the second.
    """

    url: str
    model: str
    timeout: float = 60.0
    retries: int = 2
    pause: float = 1.0

    def __post_init__(self) -> None:
        """Refuse an address that is none.

        Raises:
            InputError: the address is not one of the web's.
        """
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise InputError(
                f"--adjudicator {parts.hostname or self.url}: is no address; write http://127.0.0.1:8080/v1 (a key goes into {KEY})"
            )

    def ask(self, messages: Sequence[Message]) -> str:
        """What the model answers.

        Raises:
            ServerError: it gives no answer, in one line.
        """
        body = json.dumps({"model": self.model, "messages": list(messages), "temperature": 0, "stream": False}).encode()
        problem = ""
        for attempt in range(self.retries + 1):
            if attempt:
                time.sleep(self.pause * 2 ** (attempt - 1))
            try:
                return _content(self._post(body))
            except ServerError as error:
                raise ServerError(f"{self._name}: {error}") from None
            except HTTPError as error:
                problem = f"status {error.code} {_said(error)}".strip()
                if error.code not in _WORTH_ANOTHER:
                    break
            except (OSError, http.client.HTTPException) as error:  # URLError and timeouts are OSErrors
                problem = str(error.reason if isinstance(error, URLError) else error) or type(error).__name__
        raise ServerError(f"{self._name}: gives no answer ({problem})")

    @property
    def _name(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def _post(self, body: bytes) -> bytes:
        url = self.url.rstrip("/")
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {os.environ[KEY]}"
        request = Request(url if url.endswith(_PATH) else url + _PATH, body, headers)  # noqa: S310 (checked above)
        until = time.monotonic() + self.timeout
        with build_opener(_NoRedirects).open(request, timeout=self.timeout) as response:
            found = b""
            while block := response.read1(65_536):
                found += block
                if len(found) > LARGEST:
                    raise ServerError(f"answers with over {LARGEST:,} bytes")
                if time.monotonic() > until:
                    raise TimeoutError("timed out")
        return found


def _content(answer: bytes) -> str:
    """The text of the first choice."""
    try:
        plain: Any = json.loads(answer)
        content = plain["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        shown = " ".join(answer[:_SHOWN].decode("utf-8", "replace").split())
        raise ServerError(f"answers with something other than a chat completion: {shown}") from None
    if not isinstance(content, str):
        raise ServerError("answers without a text")
    return content


def _said(error: HTTPError) -> str:
    try:
        return " ".join(error.read(_SHOWN).decode("utf-8", "replace").split())
    except (OSError, http.client.HTTPException):
        return ""
