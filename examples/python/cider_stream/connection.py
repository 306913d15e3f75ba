"""The Kafka clients that a client of either kind has: records out, replies in, as futures."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Mapping
from concurrent.futures import Future, InvalidStateError
from datetime import datetime, timedelta, timezone
from typing import Any

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

from .records import Headers
from .types import CiderError, Position, Reply, SearchFailed, reply_of

MAX_RECORD_BYTES = 64 << 20  # as topics.max.record.bytes
CONNECT_S = 10.0
POLL_S = 0.1
CORRELATION = "kafka_correlationId"


class Connection:
    """One producer, one consumer at the end of the reply topic, and a thread for each. Any thread may use it."""

    def __init__(
        self,
        bootstrap: str,
        kafka: Mapping[str, Any],
        prefix: str,
        reply_topic: str | None,
        timeout: float,
    ):
        self.images = prefix + "images"
        self.queries = prefix + "queries"
        self.replies = reply_topic or prefix + "replies"
        self.timeout = timeout
        self._named = reply_topic is not None
        self._pending: dict[bytes, Future[Reply]] = {}
        self._closed = threading.Event()
        common = {"bootstrap.servers": bootstrap, **kafka}
        # [producer]
        self._producer = Producer(
            {
                "acks": "all",
                "message.max.bytes": MAX_RECORD_BYTES,  # librdkafka's default is 1 MB
                # librdkafka's default is CRC32; with it deletions of other clients miss our pictures
                "partitioner": "murmur2_random",
                "message.timeout.ms": int(timeout * 1000),
                **common,
            }
        )
        # [end]
        self._consumer = Consumer(
            {
                "group.id": f"cider-python-{uuid.uuid4()}",
                "enable.auto.commit": False,
                "fetch.message.max.bytes": MAX_RECORD_BYTES,
                **common,
            }
        )
        try:
            self._seek_to_end()
        except KafkaException as e:
            self._consumer.close()
            raise CiderError(f"the topic {self.replies} cannot be read: {e}") from e
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("cider-send", self._report), ("cider-replies", self._read))
        ]
        for thread in self._threads:
            thread.start()

    # [replies]
    def _seek_to_end(self) -> None:
        """Reads where the reply topic ends now: with auto.offset.reset=latest a reply may come before."""
        topic = self._consumer.list_topics(self.replies, timeout=CONNECT_S).topics[self.replies]
        if topic.error is not None or not topic.partitions:
            raise KafkaException(topic.error or f"there is no topic {self.replies}")
        ends = []
        for partition in topic.partitions:
            at = TopicPartition(self.replies, partition)
            _, at.offset = self._consumer.get_watermark_offsets(at, timeout=CONNECT_S)
            ends.append(at)
        self._consumer.assign(ends)

    def _read(self) -> None:
        while not self._closed.is_set():
            message = self._consumer.poll(POLL_S)
            if message is None or message.error():
                continue
            correlation = dict(message.headers() or []).get(CORRELATION)
            future = self._pending.pop(correlation, None) if isinstance(correlation, bytes) else None
            if future is not None:
                try:
                    _complete(future, reply_of(json.loads(message.value() or b"")))
                except (SearchFailed, LookupError, TypeError, ValueError) as e:
                    _fail(future, e if isinstance(e, CiderError) else CiderError(f"a reply is malformed: {e!r}"))

    # [end]

    def _report(self) -> None:
        while not self._closed.is_set():
            self._producer.poll(POLL_S)

    def send(
        self, topic: str, value: bytes | None, key: str | None, headers: Headers
    ) -> Future[Position]:
        """Produces a record; waits while the producer's buffer is full."""
        sent: Future[Position] = Future()

        def on_delivery(error: Any, message: Any) -> None:
            if error is None:
                _complete(sent, Position(message.partition(), message.offset()))
            else:
                _fail(sent, CiderError(f"{topic} did not accept the record: {error}"))

        while True:
            if self._closed.is_set():
                raise CiderError("the client is closed")
            try:
                self._producer.produce(topic, value, key, headers=headers, on_delivery=on_delivery)
                return sent
            except BufferError:
                self._producer.poll(POLL_S)
            except KafkaException as e:
                _fail(sent, CiderError(f"{topic} did not accept the record: {e}"))
                return sent

    # [ask]
    def ask(self, value: bytes, headers: Headers) -> Future[Reply]:
        """Sends a query and returns its reply, which comes within the timeout or not at all."""
        correlation = str(uuid.uuid4()).encode()
        expiry = datetime.now(timezone.utc) + timedelta(seconds=self.timeout)
        headers = [
            *headers,
            ("accept", b"application/json"),
            (CORRELATION, correlation),
            ("ce_expirytime", expiry.isoformat().encode()),
        ]
        if self._named:
            headers.append(("kafka_replyTopic", self.replies.encode()))
        reply: Future[Reply] = Future()
        self._pending[correlation] = reply
        reply.add_done_callback(lambda _: self._pending.pop(correlation, None))

        def on_sent(sent: Future[Position]) -> None:
            if sent.exception() is not None:
                _fail(reply, sent.exception())

        self.send(self.queries, value, None, headers).add_done_callback(on_sent)
        return reply

    # [end]

    def close(self) -> None:
        """Sends what was put, then fails the queries that still wait."""
        self._producer.flush(self.timeout)
        self._closed.set()
        for thread in self._threads:
            thread.join()
        self._consumer.close()
        for reply in list(self._pending.values()):
            _fail(reply, CiderError("the client was closed"))


def _complete(future: Future[Any], value: Any) -> None:
    try:
        future.set_result(value)
    except InvalidStateError:
        pass  # cancelled meanwhile


def _fail(future: Future[Any], error: BaseException | None) -> None:
    try:
        future.set_exception(error)
    except InvalidStateError:
        pass
