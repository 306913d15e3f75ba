package io.ciderstream.trials.performance;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import java.util.List;

/** The parts of the report, in its order. */
public final class PerformanceParts {
  private static final String FP32 = EmbeddingSettings.WEIGHTS.name() + "=fp32";
  private static final String INT8 = EmbeddingSettings.WEIGHTS.name() + "=int8";

  private static final String[] QUICK_SINK = {
    "--rounds", "1", "--rows", "5000", "--dimensions", "512"
  };

  /** What is measured first sets the scale of the rest. */
  public static final List<PerformancePart> ALL =
      List.of(
          part(
              "embed",
              "Embedding",
              "The same model in ONNX Runtime alone, behind the decoder, in the embedding module, and in a"
                  + " whole system with broker, sink and Milvus Lite on the same cores.",
              List.of("embed", "--pictures", "400", "--sweep", "--set", FP32),
              "--pictures",
              "200",
              "--rounds",
              "1"),
          part(
              "embed-int8",
              "Embedding with int8 weights",
              "The same with int8 weights, which leave less time behind which the rest can hide.",
              List.of("embed", "--pictures", "400", "--set", INT8),
              "--pictures",
              "200",
              "--rounds",
              "1"),
          part(
              "weights",
              "Weights: int8 and fp32",
              "Bare inference with both weights of the default model, in turn, and what int8 costs in accuracy.",
              List.of("weights"),
              "--rounds",
              "1"),
          part(
              "peer",
              "Compared with a script",
              "The script that most teams write (Python: confluent-kafka, Pillow, onnxruntime, pymilvus; two"
                  + " processes) and this pipeline, in turn, on the same broker and Milvus Lite, with the same"
                  + " pictures and input sizes.",
              List.of("peer", "--weights", "fp32,int8"),
              "--pictures",
              "200",
              "--rounds",
              "1"),
          part(
              "decode",
              "Decoding",
              "One thread decodes and resizes to the input of the network.",
              List.of("decode"),
              "--rounds",
              "1"),
          part(
              "engine",
              "The engine alone",
              "The embedder role with a model of no cost: what Kafka Streams, transactions and Avro allow.",
              List.of("engine", "--records", "30000"),
              "--records",
              "5000",
              "--rounds",
              "1"),
          part(
              "scale",
              "Instances and partitions",
              "Embedders of one core each, as processes of their own.",
              List.of("scale"),
              "--pictures",
              "200"),
          part(
              "sink",
              "The sink",
              "The sink on a Connect worker with the settings of `./cider connect`, compared with a bare loop of the"
                  + " Milvus SDK over the same rows, each on a new Milvus 2.3.5.",
              List.of("sink", "--rounds", "3"),
              QUICK_SINK),
          part(
              "sink-default",
              "The sink with polls of Kafka's default size",
              "The same with polls of up to 500 records and 1 MiB of a partition.",
              List.of("sink", "--rounds", "3", "--polls", "default"),
              QUICK_SINK),
          part(
              "reingest",
              "Ingesting an unchanged catalogue again",
              "Pictures whose id, content and model are unchanged are not embedded again.",
              List.of("reingest", "--pictures", "2000", "--rounds", "2"),
              "--rounds",
              "1"),
          part(
              "latency",
              "Latency",
              "Open-loop load, measured from the intended moment of each send, idle and while pictures wait.",
              List.of("latency", "--seconds", "60"),
              "--rows",
              "5000",
              "--seconds",
              "15"),
          part(
              "growth",
              "Growth of the database",
              "Milvus 2.3.5 with growing numbers of descriptors of 512 dimensions while ingest goes on, with the"
                  + " default index.",
              List.of("growth", "--indexes", "HNSW", "--sizes", "10000,100000,1000000"),
              "--sizes",
              "10000,20000"),
          part(
              "growth-quantised",
              "Growth with a quantised index",
              "The same with an index that stores each number of a descriptor in a byte. A search looks"
                  + " into 32 of 1,024 clusters, the default.",
              List.of("growth", "--indexes", "IVF_SQ8", "--sizes", "10000,100000,1000000"),
              "--sizes",
              "10000,20000"),
          part(
              "memory",
              "Number of pictures",
              "Start and memory of each role with few and with many image ids in the topics.",
              List.of("memory"),
              "--ids",
              "10000,30000",
              "--rounds",
              "1"),
          part(
              "start",
              "Start",
              "Seconds from the start of a process to its first answer.",
              List.of("start"),
              "--rounds",
              "1"));

  private PerformanceParts() {}

  private static PerformancePart part(
      String name, String title, String about, List<String> command, String... quick) {
    return new PerformancePart(name, title, about, command, List.of(quick));
  }

  /** Returns the part of a name. */
  static PerformancePart named(String name) {
    return ALL.stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the names of all parts. */
  public static List<String> names() {
    return ALL.stream().map(PerformancePart::name).toList();
  }
}
