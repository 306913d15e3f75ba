package io.ciderstream.embedding.infer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.SizeGroups;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void shouldNameTheSettingOfAModelThatCannotInfer() {
    assertThatThrownBy(() -> WarmUp.run(new FailingModel()))
        .hasMessageContainingAll("MODEL_INVALID", "The model bad", "no such input", "model.file");
  }

  private static final class FailingModel implements InferenceModel {
    @Override
    public ModelInfo info() {
      return new ModelInfo("bad", "0123456789ab", 4);
    }

    @Override
    public InputFit fit() {
      return InputFit.ofOpenCv(SizeGroups.parse("32x32", ""));
    }

    @Override
    public List<InferenceResult> infer(ByteBuffer pixels, int count, SizeGroups.Size size) {
      throw new IllegalStateException("no such input");
    }

    @Override
    public void close() {}
  }
}
