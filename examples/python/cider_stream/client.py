"""The client that blocks."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, TypeVar

from .connection import Connection
from .records import content, metadata_headers, query
from .types import CiderError, Metadata, Picture, Position, Reply, Subject

T = TypeVar("T")


class Client:
    """Puts, deletes and searches; any thread may use it.

    bootstrap: addresses of Kafka
    kafka: more settings of librdkafka, such as security.protocol
    prefix: topics.prefix of the system
    reply_topic: one of searcher.reply.topics; without it the default one, which all clients read
    timeout: seconds that a call waits
    """

    def __init__(
        self,
        bootstrap: str,
        *,
        kafka: Mapping[str, Any] | None = None,
        prefix: str = "",
        reply_topic: str | None = None,
        timeout: float = 30.0,
    ):
        self._connection = Connection(bootstrap, kafka or {}, prefix, reply_topic, timeout)

    def put(self, image_id: str, picture: Picture, metadata: Metadata | None = None) -> Position:
        """Puts a picture or replaces the one of that id; give the position to ``at_least``."""
        return self.put_all([(image_id, picture, metadata or {})])[0]

    def put_all(self, pictures: Iterable[tuple[str, Picture, Metadata]]) -> list[Position]:
        """Puts many pictures at a time; each is (id, picture, metadata)."""
        connection = self._connection
        sent = [
            connection.send(connection.images, content(picture), image_id, metadata_headers(metadata))
            for image_id, picture, metadata in pictures
        ]
        return [self._wait(future) for future in sent]

    def delete(self, image_id: str) -> Position:
        """Deletes the picture of that id, if there is one."""
        return self._wait(self._connection.send(self._connection.images, None, image_id, []))

    def search(
        self,
        *subjects: Subject,
        combine: str | None = None,
        region: Sequence[float] | None = None,
        top_k: int = 10,
        offset: int = 0,
        min_score: float | None = None,
        exclude_self: bool = False,
        group_by: str | None = None,
        filter: str | None = None,
        verify: int = 0,
        at_least: Sequence[Position] = (),
    ) -> Reply:
        """Searches with one subject or several; see docs/reference/contract.md#queries.

        combine: "mean" or "any", for several pictures
        region: x1, y1, x2, y2 of the one picture, each 0 to 1
        Raises SearchFailed for any status but OK, CiderError if no reply comes in time.
        """
        value, headers = query(
            subjects,
            combine=combine,
            region=region,
            top_k=top_k,
            offset=offset,
            min_score=min_score,
            exclude_self=exclude_self,
            group_by=group_by,
            filter=filter,
            verify=verify,
            at_least=at_least,
        )
        return self._wait(self._connection.ask(value, headers))

    def _wait(self, future: concurrent.futures.Future[T]) -> T:
        try:
            return future.result(self._connection.timeout)
        except concurrent.futures.TimeoutError:
            future.cancel()
            raise CiderError(f"no reply came within {self._connection.timeout} s") from None

    def close(self) -> None:
        """Sends what was put, and ends."""
        self._connection.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
