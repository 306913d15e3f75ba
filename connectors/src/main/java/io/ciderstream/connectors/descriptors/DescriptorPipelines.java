package io.ciderstream.connectors.descriptors;

import io.ciderstream.connectors.pipeline.RecordPipeline;
import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.index.DescriptorWriter;

/** Pipelines of descriptors of cider-stream, one collection for each model. */
public final class DescriptorPipelines {
  private DescriptorPipelines() {}

  /** Creates a pipeline; its collection is known with the first record, which names the model. */
  public static SinkPipeline create(DescriptorWriter writer) {
    return new RecordPipeline<>(writer, DescriptorMap::change, topics -> {});
  }
}
