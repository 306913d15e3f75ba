package io.ciderstream.connectors;

import io.ciderstream.connectors.descriptors.DescriptorNames;
import io.ciderstream.connectors.descriptors.DescriptorPipelines;
import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.connectors.progress.IndexNames;
import io.ciderstream.connectors.progress.ProgressPublisher;
import io.ciderstream.connectors.progress.ProgressTopic;
import io.ciderstream.connectors.rows.RowNames;
import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.connectors.rows.RowPipelines;
import io.ciderstream.connectors.settings.SinkOptions;
import io.ciderstream.connectors.telemetry.SinkMeter;
import io.ciderstream.index.WritePermit;
import io.ciderstream.index.descriptor.MilvusDescriptorWriter;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.write.MilvusRowWriter;

/** Creates the parts of a task that depend on what its connector writes. */
final class TaskParts {
  private TaskParts() {}

  static SinkPipeline pipeline(SinkOptions options, SinkMeter meter, WritePermit permit) {
    return switch (options.content()) {
      case SinkOptions.Rows(IndexConnection connection, RowOptions rows) ->
          RowPipelines.create(
              new MilvusRowWriter(connection, rows.plan(), rows.batch(), meter::request, permit),
              rows.mapping());
      case SinkOptions.Descriptors(IndexOptions index, boolean guarded) ->
          DescriptorPipelines.create(
              new MilvusDescriptorWriter(index, meter::request, permit, guarded));
    };
  }

  private static IndexNames names(SinkOptions options) {
    return switch (options.content()) {
      case SinkOptions.Rows rows -> new RowNames(rows.options().mapping());
      case SinkOptions.Descriptors descriptors -> new DescriptorNames(descriptors.index().name());
    };
  }

  static ProgressPublisher progress(SinkOptions options) {
    return options
        .progress()
        .<ProgressPublisher>map(progress -> ProgressTopic.open(progress, names(options)))
        .orElse(ProgressPublisher.NONE);
  }
}
