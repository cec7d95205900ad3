"""A small balancer in front of two bots."""

import asyncio
import contextlib
import itertools
import socket
import threading
from collections import Counter
from collections.abc import Iterator

from aiohttp import ClientConnectorError, ClientError, ClientSession, web

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Front:
    """A small balancer: hands each post to the next bot, to the other where that one is gone; or to both at once."""

    def __init__(self, ports: tuple[int, ...]) -> None:
        self._ports, self._turns = ports, itertools.count()
        self.given: Counter[int] = Counter()
        self.twice, self.broken = False, 0

    async def receive(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), {HEADER: request.headers.get(HEADER, "")}
        turn = next(self._turns)
        ports = [self._ports[(turn + step) % 2] for step in range(2)]
        async with ClientSession() as session:
            if self.twice:
                codes = await asyncio.gather(*(self._post(session, port, body, headers) for port in ports))
                return web.Response(status=max(codes))
            for port in ports:
                if (code := await self._post(session, port, body, headers)) != 502:
                    return web.Response(status=code)
        return web.Response(status=502)

    async def _post(self, session: ClientSession, port: int, body: bytes, headers: dict[str, str]) -> int:
        try:
            async with session.post(f"http://127.0.0.1:{port}/", data=body, headers=headers) as answer:
                self.given[port] += 1
                return answer.status
        except ClientConnectorError:
            return 502
        except ClientError:
            self.broken += 1  # taken and never answered: Telegram will deliver it again
            return 504


@contextlib.contextmanager
def balancer() -> Iterator[tuple[Front, str, tuple[int, ...]]]:
    front_port, *ports = free_ports(3)
    front = Front(tuple(ports))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def listen() -> web.AppRunner:
        application = web.Application()
        application.router.add_post("/hook", front.receive)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", front_port).start()
        return runner

    runner = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
    try:
        yield front, f"http://127.0.0.1:{front_port}/hook", tuple(ports)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(70)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
