package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.pickle.PickleBytes;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  @Test
  void shouldReadFloatsAndLeaveOutCounters() {
    Weights weights = Checkpoint.read(checkpoint(new int[] {3, 1}), "test.pth");

    assertThat(weights.byName()).containsOnlyKeys("a.weight");
    assertThat(weights.get("a.weight").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(weights.get("a.weight").values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void shouldLayStridedTensorsOutRowByRow() {
    Weights weights = Checkpoint.read(checkpoint(new int[] {1, 2}), "test.pth");

    assertThat(weights.get("a.weight").values()).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void shouldRefuseToReadBeyondTheStorage() {
    assertInvalid(checkpoint(new int[] {3, 2}), "");
  }

  @Test
  void shouldRefuseEveryTruncatedFile() {
    byte[] whole = checkpoint(new int[] {3, 1});

    for (int length = 0; length < whole.length; length++) {
      assertInvalid(Arrays.copyOf(whole, length), "");
    }
  }

  @Test
  void shouldRefuseToCallAnythingUnknown() {
    byte[] hostile =
        PickleBytes.head().begin().code("cos\nsystem\n(").text("touch hacked").code("tR.").bytes();

    assertInvalid(hostile, "refused to call os.system");
  }

  @Test
  void shouldRefuseWhatIsNoCheckpoint() {
    assertInvalid("PK\u0003\u0004 not this form".getBytes(StandardCharsets.ISO_8859_1), "");
  }

  @Test
  void shouldReadTheZippedFormToo() throws Exception {
    Weights weights = Checkpoint.read(zipped(6), "test.pth");

    assertThat(weights.byName()).containsOnlyKeys("a.weight");
    assertThat(weights.get("a.weight").values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void shouldReadWhatATrainingProgramSavedWithItsStateAndArguments() {
    byte[] file =
        PickleBytes.head()
            .begin()
            .code("}(")
            .text("epoch")
            .small(7)
            .text("args")
            .code("cargparse\nNamespace\n)\u0081}")
            .text("lr")
            .small(1)
            .code("sb")
            .text("optimizer")
            .code("}(")
            .small(0)
            .tensor("LongStorage", "k2", 1, 0, new int[] {}, new int[] {})
            .code("u")
            .text("model")
            .code("}(")
            .text("state_dict")
            .code("}(")
            .text("a.weight")
            .code("ctorch._utils\n_rebuild_parameter\n(")
            .tensor("HalfStorage", "k1", 2, 0, new int[] {2}, new int[] {1})
            .code("\u0088ccollections\nOrderedDict\n)RtR")
            .code("uuu.")
            .begin()
            .code("](")
            .text("k1")
            .text("k2")
            .code("e.")
            .halves(0.5f, -2)
            .longs(42)
            .bytes();

    Weights weights = Checkpoint.read(file, "test.pth");
    assertThat(weights.byName()).containsOnlyKeys("a.weight");
    assertThat(weights.get("a.weight").values()).containsExactly(0.5f, -2);
  }

  @Test
  void shouldRefuseAFileWithoutTensors() {
    byte[] file =
        PickleBytes.head()
            .begin()
            .code("}(")
            .text("epoch")
            .small(7)
            .code("u.")
            .begin()
            .code("].")
            .bytes();

    assertInvalid(file, "it holds no tensors, but [epoch]");
  }

  @Test
  void shouldRefuseAZipWithoutTheValues() throws Exception {
    assertInvalid(zipped(5), "storage k1 of 7 values has 24 bytes");
    assertInvalid(Arrays.copyOf(zipped(6), 40), "");
  }

  private static byte[] zipped(int last) throws IOException {
    byte[] pickle =
        new PickleBytes()
            .begin()
            .code("ccollections\nOrderedDict\n)R(")
            .text("state_dict")
            .code("}(")
            .text("a.weight")
            .tensor("FloatStorage", "k1", 7, 1, new int[] {2, 3}, new int[] {3, 1})
            .text("a.num_batches_tracked")
            .tensor("LongStorage", "k2", 1, 0, new int[] {}, new int[] {})
            .code("uu.")
            .bytes();
    ByteBuffer values =
        ByteBuffer.allocate((last + 1) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i <= last; i++) {
      values.putFloat(i);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(pickle);
      zip.putNextEntry(new ZipEntry("archive/data/k1"));
      zip.write(values.array());
    }
    return out.toByteArray();
  }

  private static void assertInvalid(byte[] file, String message) {
    assertThatThrownBy(() -> Checkpoint.read(file, "test.pth"))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WEIGHTS_INVALID))
        .hasMessageContaining("test.pth")
        .hasMessageContaining(message);
  }

  private static byte[] checkpoint(int[] strides) {
    return PickleBytes.head()
        .begin()
        .code("ccollections\nOrderedDict\n)R(")
        .text("a.weight")
        .tensor("FloatStorage", "k1", 7, 1, new int[] {2, 3}, strides)
        .text("a.num_batches_tracked")
        .tensor("LongStorage", "k2", 1, 0, new int[] {}, new int[] {})
        .code("u.")
        .begin()
        .code("](")
        .text("k1")
        .text("k2")
        .code("e.")
        .floats(0, 1, 2, 3, 4, 5, 6)
        .longs(42)
        .bytes();
  }
}
