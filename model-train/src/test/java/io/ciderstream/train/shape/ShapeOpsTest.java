package io.ciderstream.train.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.train.ModelExport;
import io.ciderstream.train.network.Classifier;
import io.ciderstream.train.network.EfficientNetLite;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.PixelScale;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ShapeOpsTest {
  private final EfficientNetLite lite0 = EfficientNetLite.lite0();

  @Test
  void shouldCountTheParametersOfEfficientNetLite0() {
    long learnt =
        ShapeOps.parameters(new Classifier(lite0, 1000)).entrySet().stream()
            .filter(entry -> !entry.getKey().contains(".running_"))
            .mapToLong(entry -> entry.getValue().count())
            .sum();

    assertThat(learnt).isEqualTo(4_652_008);
  }

  @Test
  void shouldShrinkBy32RoundingUp() {
    Shape features = lite0.features(new ShapeOps(), Shape.of(2, 333, 217, 3));

    assertThat(features).isEqualTo(Shape.of(2, 1280, 11, 7));
  }

  @Test
  void shouldGiveOneDescriptorForEachPicture() {
    NeuralNetwork network = ModelExport.network();

    assertThat(ShapeOps.outputs(network, 3, 256, 352))
        .isEqualTo(Map.of("descriptors", Shape.of(3, 1280)));
  }

  @Test
  void shouldNameThePartThatDoesNotFit() {
    NeuralNetwork broken =
        new NeuralNetwork() {
          @Override
          public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
            T x = ops.normalise(images, PixelScale.rgb(0, 1));
            x = ops.conv2d(x, Convolution.pointwise("first", 3, 8));
            ops.conv2d(x, Convolution.pointwise("second", 9, 8));
            return new LinkedHashMap<>();
          }
        };

    assertThatThrownBy(() -> ShapeOps.parameters(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("second")
        .hasMessageContaining("[1,8,64,64]");
  }
}
