package io.ciderstream.trials.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BareInferenceTest {
  @Test
  void shouldMeasurePicturesOfSeveralSizesEitherWay() throws Exception {
    Path file = Path.of(BareInferenceTest.class.getResource("/tiny.onnx").toURI());
    OnnxModelFile models = new OnnxModelFile(file);
    try (OnnxModel model = models.open(Cuda.OFF, 1, false)) {
      List<SizeGroups.Size> sizes = model.fit().sizes().examples();
      List<DecodedPicture> pictures =
          IntStream.range(0, 20).mapToObj(i -> picture(sizes.get(i % sizes.size()))).toList();
      BareInference bare = new BareInference(models, Cuda.OFF, pictures);
      assertThat(bare.oneSession(2, 1)).isPositive();
      assertThat(bare.oneSession(2, 4)).isPositive();
      assertThat(bare.sessions(2)).isPositive();
    }
  }

  private static DecodedPicture picture(SizeGroups.Size size) {
    return new DecodedPicture(
        size, ByteBuffer.allocateDirect(size.bytes()), size.width(), size.height());
  }
}
