"""The ingest script that most teams write: consume, decode (Pillow), embed (onnxruntime), upsert (pymilvus).

Arguments: BOOTSTRAP TOPIC MODEL MILVUS_URI GROUP THREADS. Prints "ready" when partitions are assigned, then one
line for each batch: seconds since the epoch and the number of pictures done. Ends when its input is closed.
"""
import io
import sys
import threading
import time

import numpy as np
import onnxruntime as ort
from confluent_kafka import Consumer
from PIL import Image
from pymilvus import MilvusClient

BATCH = 32

bootstrap, topic, model, uri, group, threads = sys.argv[1:7]
options = ort.SessionOptions()
options.intra_op_num_threads = int(threads)
session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
source = session.get_inputs()[0].name
facts = session.get_modelmeta().custom_metadata_map
dimension = int(facts["cider.dimension"])
sizes = [tuple(map(int, size.split("x"))) for size in facts["cider.groups"].split(",")]
bounds = [float(bound) for bound in facts["cider.bounds"].split(",") if bound]

milvus = MilvusClient(uri)
if not milvus.has_collection(topic):
    try:
        milvus.create_collection(
            topic, dimension=dimension, id_type="string", max_length=512, metric_type="COSINE", auto_id=False)
    except Exception as error:  # the other process was first
        print(error, file=sys.stderr)

stopped = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stopped.set()), daemon=True).start()
consumer = Consumer({
    "bootstrap.servers": bootstrap,
    "group.id": group,
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
    "fetch.max.bytes": 64 << 20,
})
consumer.subscribe([topic], on_assign=lambda *assigned: print("ready", flush=True))


def input_size(width, height):
    """Returns (width, height) of the network's input for a picture, as the model's metadata says."""
    return sizes[sum(height / width >= bound for bound in bounds)]


def decode(content):
    picture = Image.open(io.BytesIO(content))
    size = input_size(*picture.size)
    picture.draft("RGB", size)
    return size, np.asarray(picture.convert("RGB").resize(size, Image.BILINEAR))


while not stopped.is_set():
    messages = [message for message in consumer.consume(BATCH, 0.2) if not message.error()]
    if not messages:
        continue
    by_size = {}
    for message in messages:
        size, pixels = decode(message.value())
        by_size.setdefault(size, []).append((message.key().decode(), pixels))
    rows = []
    for pictures in by_size.values():
        vectors = session.run(["descriptors"], {source: np.stack([pixels for _, pixels in pictures])})[0]
        rows += [{"id": key, "vector": vector.tolist()} for (key, _), vector in zip(pictures, vectors)]
    milvus.upsert(topic, rows)
    consumer.commit(asynchronous=True)
    print(time.time(), len(messages), flush=True)
consumer.close()
