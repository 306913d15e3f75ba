package io.ciderstream.evaluation;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.evaluation.feature.Features;
import io.ciderstream.evaluation.rerank.LocalFeatureSource;
import java.util.List;
import java.util.Optional;

/** Finds the local features of queries and of an index of several parts. */
final class LocalRows {
  private LocalRows() {}

  /** Returns the features; empty if they are not kept. */
  static Optional<LocalFeatureSource> of(
      Optional<VerificationOptions> options, Features queries, List<Features> index) {
    return options.map(
        how -> new LocalFeatureSource(how, query -> of(queries, query), row -> of(index, row)));
  }

  private static Optional<LocalFeatures> of(Features part, int row) {
    return part.local().flatMap(local -> local.of(row));
  }

  private static Optional<LocalFeatures> of(List<Features> parts, int row) {
    int at = row;
    for (Features part : parts) {
      if (at < part.descriptors().count()) {
        return of(part, at);
      }
      at -= part.descriptors().count();
    }
    return Optional.empty();
  }
}
