"""usage: find.py BOOTSTRAP REGISTRY_URL PICTURE

Puts a picture, asks for those like it with an Avro query that must see it, deletes it.
"""

import sys
import time
import uuid
from datetime import datetime, timedelta, timezone

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient, topic_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

TIMEOUT_S = 60
MAX_RECORD_BYTES = 64 << 20  # as topics.max.record.bytes
# [names]
# By default the library first asks for the subject at an address that only Confluent's registry
# has, and waits without limit; Apicurio leaves about one such request in 200 unanswered.
TOPIC_NAMES = {"subject.name.strategy": topic_subject_name_strategy}
# [end]


# [send]
def send(producer, topic, key, value, headers=()):
    """Waits until Kafka has the record; returns its partition and offset."""
    placed = []

    def on_delivery(error, message):
        if error is not None:
            raise RuntimeError(f"{topic} did not accept the record: {error}")
        placed.append((message.partition(), message.offset()))

    producer.produce(topic, value, key, headers=list(headers), on_delivery=on_delivery)
    if producer.flush(TIMEOUT_S):
        raise TimeoutError(f"{topic} did not accept the record within {TIMEOUT_S} s")
    return placed[0]


# [end]


# [replies]
class Replies:
    """Reads the reply topic from its end, and selects replies by correlation id."""

    def __init__(self, bootstrap, registry):
        self.decode = AvroDeserializer(registry, conf=TOPIC_NAMES)
        self.consumer = Consumer(
            {
                "bootstrap.servers": bootstrap,
                "group.id": f"find-{uuid.uuid4()}",
                "enable.auto.commit": False,
            }
        )
        topics = self.consumer.list_topics("replies", timeout=TIMEOUT_S).topics
        ends = []
        for partition in topics["replies"].partitions:
            at = TopicPartition("replies", partition)
            _, end = self.consumer.get_watermark_offsets(at, timeout=TIMEOUT_S)
            ends.append(TopicPartition("replies", partition, end))
        self.consumer.assign(ends)

    def of(self, correlation):
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline:
            message = self.consumer.poll(0.5)
            if message is None or message.error():
                continue
            if dict(message.headers() or []).get("kafka_correlationId") == correlation:
                return self.decode(
                    message.value(), SerializationContext("replies", MessageField.VALUE)
                )
        raise TimeoutError("no reply came; does a searcher run?")


# [end]


def main(bootstrap, registry_url, picture):
    with open(picture, "rb") as file:
        content = file.read()
    registry = SchemaRegistryClient({"url": registry_url, "timeout": 10})
    # [producer]
    producer = Producer(
        {
            "bootstrap.servers": bootstrap,
            "acks": "all",
            "message.max.bytes": MAX_RECORD_BYTES,  # librdkafka's default is 1 MB
            # librdkafka's default is CRC32; with it deletions of other clients miss our pictures
            "partitioner": "murmur2_random",
        }
    )
    # [end]
    replies = Replies(bootstrap, registry)
    image_id = f"python-{uuid.uuid4()}"

    # [put]
    partition, offset = send(producer, "images", image_id, content, [("meta.shop", b"north")])
    # [end]

    # [ask]
    query_schema = registry.get_latest_version("queries-value").schema
    conf = {"auto.register.schemas": False, "use.latest.version": True} | TOPIC_NAMES
    encode = AvroSerializer(registry, query_schema, conf=conf)
    query = {
        "content": content,
        "top_k": 3,
        "verify": 20,  # compare the first 20 position by position; the model must have local features
        "filter": 'metadata["shop"] == "north"',
        # answer only from an index that holds what was just put
        "at_least": [{"partition": partition, "offset": offset}],
        "deadline": datetime.now(timezone.utc) + timedelta(seconds=TIMEOUT_S),
    }
    correlation = uuid.uuid4().bytes
    send(
        producer,
        "queries",
        "my question",
        encode(query, SerializationContext("queries", MessageField.VALUE)),
        [("kafka_correlationId", correlation)],
    )
    reply = replies.of(correlation)
    # [end]

    if reply["status"] != "OK":
        sys.exit(f"{reply['status']} {reply['error_code']}: {reply['error_message']}")
    for match in reply["matches"]:
        verification = match["verification"] or {"inliers": 0}
        print(
            f"{match['score']:.4f} {verification['inliers']} inliers"
            f" {match['image_id']} {match['metadata']}"
        )
    if reply["matches"][0]["image_id"] != image_id:
        sys.exit(f"{image_id} is not the first match")
    # [delete]
    send(producer, "images", image_id, None)
    # [end]
    print(f"found {image_id}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
