"""The client for asyncio."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, TypeVar

from .connection import Connection
from .records import content, metadata_headers, query
from .types import CiderError, Metadata, Picture, Position, Reply, Subject

T = TypeVar("T")


class AsyncClient:
    """As ``Client``, with methods to await. Connects in ``async with``; what it was given is the same."""

    def __init__(
        self,
        bootstrap: str,
        *,
        kafka: Mapping[str, Any] | None = None,
        prefix: str = "",
        reply_topic: str | None = None,
        timeout: float = 30.0,
    ):
        self._options = (bootstrap, kafka or {}, prefix, reply_topic, timeout)
        self._connected: Connection | None = None

    @property
    def _connection(self) -> Connection:
        if self._connected is None:
            raise CiderError("use the client in async with")
        return self._connected

    async def put(
        self, image_id: str, picture: Picture, metadata: Metadata | None = None
    ) -> Position:
        """Puts a picture or replaces the one of that id; give the position to ``at_least``."""
        return (await self.put_all([(image_id, picture, metadata or {})]))[0]

    async def put_all(self, pictures: Iterable[tuple[str, Picture, Metadata]]) -> list[Position]:
        """Puts many pictures at a time; each is (id, picture, metadata)."""
        connection = self._connection
        sent = []
        for image_id, picture, metadata in pictures:
            headers = metadata_headers(metadata)
            value = await asyncio.to_thread(content, picture)
            sent.append(
                await asyncio.to_thread(
                    connection.send, connection.images, value, image_id, headers
                )
            )
        return [await self._wait(future) for future in sent]

    async def delete(self, image_id: str) -> Position:
        """Deletes the picture of that id, if there is one."""
        return await self._wait(self._connection.send(self._connection.images, None, image_id, []))

    async def search(self, *subjects: Subject, **parameters: Any) -> Reply:
        """Searches with the parameters of ``Client.search``."""
        value, headers = await asyncio.to_thread(lambda: query(subjects, **parameters))
        return await self._wait(self._connection.ask(value, headers))

    async def _wait(self, future: concurrent.futures.Future[T]) -> T:
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._connection.timeout)
        except asyncio.TimeoutError:
            raise CiderError(f"no reply came within {self._connection.timeout} s") from None

    async def __aenter__(self) -> AsyncClient:
        self._connected = await asyncio.to_thread(lambda: Connection(*self._options))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self._connection.close)
