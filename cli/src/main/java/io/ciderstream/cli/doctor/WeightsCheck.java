package io.ciderstream.cli.doctor;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.ServedModelFile;
import io.ciderstream.embedding.infer.ModelWeights;
import io.ciderstream.embedding.infer.Processor;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.embedding.infer.WeightFormat;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.servers.machine.Finding;

/** Says which weights of the model a role on this machine runs with. */
public final class WeightsCheck {
  private static final String CHECK = "weights";

  private WeightsCheck() {}

  /** Checks the model that the options name. */
  public static Finding run(EmbeddingOptions options, Processor processor) {
    String fast =
        processor
            .int8Instructions()
            .map("the processor has %s"::formatted)
            .orElse("the processor has neither VNNI nor the ARM dot product");
    try {
      WeightFormat weights = ServedModelFile.of(options, processor).weights();
      if (weights == WeightFormat.FP32 && prefersInt8(options, processor)) {
        return Finding.warning(
            CHECK,
            "fp32, because %s cannot be used".formatted(ModelWeights.int8File(options.model())),
            "Make it again: ./cider export --from %s --weights int8.".formatted(options.model()));
      }
      return Finding.ok(CHECK, "%s; %s".formatted(weights.text(), fast));
    } catch (CiderException e) {
      return Finding.problem(
          CHECK, e.getMessage(), "Set %s to auto.".formatted(EmbeddingSettings.WEIGHTS));
    }
  }

  private static boolean prefersInt8(EmbeddingOptions options, Processor processor) {
    return options.inference().weights() == WeightChoice.AUTO
        && !options.passes().isTwo()
        && ModelWeights.prefersInt8(options.model(), options.inference().cuda(), processor);
  }
}
