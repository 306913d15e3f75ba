package io.ciderstream.servers;

import java.util.List;

/** Writes and counts rows with Milvus' own Python client, so that no Java SDK is needed here. */
final class MilvusRows {
  private static final String WRITE =
      """
      import sys
      from pymilvus import MilvusClient
      client = MilvusClient(uri=sys.argv[1], timeout=30)
      client.create_collection("rows", dimension=4)
      client.insert("rows", [{"id": i, "vector": [i, 1, 2, 3]} for i in range(20)])
      """;
  private static final String COUNT =
      """
      import sys, time
      from pymilvus import MilvusClient
      deadline, seen = time.time() + float(sys.argv[2]), None
      while seen != 20:
          try:
              client = MilvusClient(uri=sys.argv[1], timeout=10)
              client.load_collection("rows")
              seen = client.query("rows", filter="", output_fields=["count(*)"],
                  consistency_level="Strong")[0]["count(*)"]
          except Exception as error:
              seen = error
          if time.time() > deadline:
              sys.exit(f"20 rows were written, now: {seen}")
          time.sleep(0.2)
      """;

  private final PythonEnvironment python;

  MilvusRows(ServerHome home) {
    python = MilvusLite.python(home);
  }

  void write(Server milvus) {
    python.run(List.of("-c", WRITE, milvus.address()));
  }

  /** Fails if not all of them are there within the patience; a restarted Milvus reads its log. */
  void shouldBeThere(Server milvus, int seconds) {
    python.run(List.of("-c", COUNT, milvus.address(), Integer.toString(seconds)));
  }
}
