"""A request of python-telegram-bot in, Telegram's status and body out, over connections that are kept open.

Our own because HTTPXRequest, written in Python down to the bytes, takes five times the processor time of aiohttp, more
than it takes to answer a question.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT = 5.0  # seconds; for a connection that is free or new
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_written = json.JSONEncoder(ensure_ascii=False).encode  # a third of the bytes for Chinese, and of the time
JSON = {"Content-Type": "application/json"}
KNOWN = ("text", "entities", "reply_markup", "reply_to_message", "link_preview_options")
"""What Telegram says again of a message that we sent. Nobody here reads it, and to make objects of it takes as long as
the sending."""


class Wire(BaseRequest):
    """Requests to the server of one address, by way of the proxy that the environment names for it, if any."""

    def __init__(self, address: str, *, connections: int, read_timeout: float, pool_timeout: float = CONNECT) -> None:
        """`read_timeout` is for how many seconds Telegram may say nothing; `pool_timeout` for how many a request
        waits for one of the `connections`, the time to connect included. What is written is not timed.
        """
        self._connections, self._read, self._pool = connections, read_timeout, pool_timeout
        self._proxy = proxy_for(address)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        """Opens the session, again where it was shut down. Trusted are the certificates that httpx trusts."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=httpx.create_ssl_context()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Raises `TimedOut` where an answer, or a connection, is long in coming, and `NetworkError` where it breaks.

        The cause of a `TimedOut` is an `aiohttp.ConnectionTimeoutError` where nothing was sent.
        """
        if self._session is None:
            raise RuntimeError("not initialized")
        timeout = aiohttp.ClientTimeout(
            connect=_or(pool_timeout, self._pool),
            sock_connect=_or(connect_timeout, CONNECT),
            sock_read=_or(read_timeout, self._read),
        )
        body = _body(request_data)
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=JSON if isinstance(body, bytes) else None,
                timeout=timeout,
                proxy=self._proxy,
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None  # its words may hold the address, and that the token

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As ever; but a message that comes back has its number, chat and time, and not what we wrote in it."""
        parsed = BaseRequest.parse_json_payload(payload)
        result = parsed.get("result")
        if isinstance(result, dict) and "message_id" in result:
            for name in KNOWN:
                result.pop(name, None)
        return parsed


def proxy_for(address: str) -> str | None:
    """The proxy that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` names for this address and `NO_PROXY` does not except."""
    parts, found = urlsplit(address), getproxies()
    proxy = found.get(parts.scheme) or found.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    """JSON, or, where a file goes along, a form with the file's name as it is but for what no header can hold."""
    if data is None:
        return None
    if not data.contains_files:
        return _written(data.json_parameters).encode(errors="replace")
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=_UNPRINTABLE.sub("_", file), content_type=kind)
    return form


def _or(given: Any, otherwise: float) -> float | None:
    return otherwise if given is BaseRequest.DEFAULT_NONE else given
