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
import io.ciderstream.index.write.MilvusRowWriter;

/** Creates the parts of a task that depend on what its connector writes. */
final class TaskParts {
  private TaskParts() {}

  static SinkPipeline pipeline(SinkOptions options, SinkMeter meter, WritePermit permit) {
    if (options.content() instanceof SinkOptions.Rows content) {
      RowOptions rows = content.options();
      return RowPipelines.create(
          new MilvusRowWriter(
              content.connection(), rows.plan(), rows.batch(), meter::request, permit),
          rows.mapping());
    }
    SinkOptions.Descriptors content = (SinkOptions.Descriptors) options.content();
    return DescriptorPipelines.create(
        new MilvusDescriptorWriter(content.index(), meter::request, permit, content.guarded()));
  }

  private static IndexNames names(SinkOptions options) {
    return options.content() instanceof SinkOptions.Rows rows
        ? new RowNames(rows.options().mapping())
        : new DescriptorNames(((SinkOptions.Descriptors) options.content()).index().name());
  }

  static ProgressPublisher progress(SinkOptions options) {
    return options
        .progress()
        .<ProgressPublisher>map(progress -> ProgressTopic.open(progress, names(options)))
        .orElse(ProgressPublisher.NONE);
  }
}
