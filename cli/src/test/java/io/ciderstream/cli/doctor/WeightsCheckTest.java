package io.ciderstream.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.BatchOptions;
import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.PassOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.ModelWeights;
import io.ciderstream.embedding.infer.Processor;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.servers.machine.Finding;
import io.ciderstream.servers.machine.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCheckTest {
  private static final Processor FAST = new Processor(Optional.of("avx512_vnni"));
  private static final Processor SLOW = new Processor(Optional.empty());
  private static final PassOptions TWO_PASSES = new PassOptions(2, Optional.empty());

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    model = Files.writeString(folder.resolve("model.onnx"), "a model");
  }

  @Test
  void shouldWarnOfAnInt8FileThatCannotBeUsedWhereItWouldRun() throws IOException {
    Files.writeString(ModelWeights.int8File(model), "broken");

    Finding finding = WeightsCheck.run(options(WeightChoice.AUTO), FAST);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.detail()).contains("fp32, because", "model-int8.onnx cannot be used");
    assertThat(finding.remedy()).contains("./cider export --from " + model);
    assertThat(WeightsCheck.run(options(WeightChoice.AUTO), SLOW))
        .isEqualTo(
            Finding.ok("weights", "fp32; the processor has neither VNNI nor the ARM dot product"));
    assertThat(WeightsCheck.run(options(WeightChoice.AUTO).withPasses(TWO_PASSES), FAST))
        .isEqualTo(Finding.ok("weights", "fp32; the processor has avx512_vnni"));
  }

  @Test
  void shouldReportWhatARoleRefusesToStartWith() {
    Finding none = WeightsCheck.run(options(WeightChoice.INT8), FAST);
    assertThat(none.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(none.detail()).contains("there is no file");

    Finding passes = WeightsCheck.run(options(WeightChoice.INT8).withPasses(TWO_PASSES), FAST);
    assertThat(passes.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(passes.detail()).contains("model.passes is 2", "model.weights is int8");
    assertThat(passes.remedy()).isEqualTo("Set model.weights to auto.");
  }

  private EmbeddingOptions options(WeightChoice weights) {
    return new EmbeddingOptions(
        model,
        new InferenceOptions(Cuda.OFF, 1, 1, weights),
        new BatchOptions(1, Duration.ofMillis(1)),
        new DecodeOptions(1, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(1), 1 << 20));
  }
}
