package io.ciderstream.overlap.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.overlap.verify.LocalVerifier;
import io.ciderstream.overlap.verify.PairVerifier;
import io.ciderstream.overlap.verify.SiftVerifier;
import io.ciderstream.terminal.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By what candidates are verified, as users name it. */
enum VerifyMethod {
  LOCAL,
  SIFT,
  BOTH,
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Opens the verifiers. Where the model has no local features, SIFT takes their place, with a
   * remark.
   */
  List<PairVerifier<?>> open(EmbeddingOptions options, CommandOutput console) {
    List<PairVerifier<?>> verifiers = new ArrayList<>();
    boolean sift = this == SIFT || this == BOTH;
    if (this == LOCAL || this == BOTH) {
      OnnxEmbedder embedder = OnnxEmbedder.open(options);
      Optional<LocalVerifier> local = LocalVerifier.of(embedder);
      if (local.isPresent()) {
        verifiers.add(local.get());
      } else {
        embedder.close();
        sift = true;
        console.say(
            "the model %s has no local features, so candidates are verified by SIFT; a model exported with the output local_features has them.",
            options.model().getFileName());
      }
    }
    if (sift) {
      verifiers.add(new SiftVerifier(options.decode().limits()));
    }
    return verifiers;
  }
}
