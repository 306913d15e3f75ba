package io.ciderstream.overlap.command;

import io.ciderstream.embedding.EmbeddingOptions;
import java.nio.file.Path;

/**
 * The model that an audit embeds with. The command line implements it, as it alone composes
 * settings; the implementation is a picocli mixin and brings its own options.
 */
public interface AuditedModel {
  /**
   * Returns how pictures are embedded.
   *
   * @param model the model file; null for the one that is served
   */
  EmbeddingOptions embedding(Path model);
}
