package io.ciderstream.connectors.rows;

import io.ciderstream.connectors.pipeline.RecordPipeline;
import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.index.rows.RowWriter;
import java.util.Collection;

/** Pipelines of rows of any collection. */
public final class RowPipelines {
  private RowPipelines() {}

  /** Creates a pipeline that maps records to rows and writes them. */
  public static SinkPipeline create(RowWriter writer, RowMapping mapping) {
    RowMapper mapper = new RowMapper(mapping);
    return new RecordPipeline<>(
        writer, mapper::map, topics -> check(topics, writer, mapper, mapping));
  }

  private static void check(
      Collection<String> topics, RowWriter writer, RowMapper mapper, RowMapping mapping) {
    if (mapping.database().isEmpty()) {
      // a transformation may rename topics, so those without a rule are checked by their records
      topics.stream()
          .filter(mapping.routing()::covers)
          .map(mapper::target)
          .distinct()
          .forEach(writer::check);
    }
  }
}
