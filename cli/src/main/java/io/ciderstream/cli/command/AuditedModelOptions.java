package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.overlap.command.AuditedModel;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** The model of the settings on the command line, for audits. */
public final class AuditedModelOptions implements AuditedModel {
  @Mixin private SettingsOption settings;

  @Override
  public EmbeddingOptions embedding(Path model) {
    try (Wiring wiring = new Wiring(settings.load())) {
      return wiring.options().embedding(model == null ? wiring.model() : model);
    }
  }
}
