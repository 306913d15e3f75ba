package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    assertInvalid(hostile, "it would call os.system, which is refused");
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
  void shouldReadWeightsOfEveryWidthAndOfATrainingsCheckpoint() throws Exception {
    byte[] pickle =
        new PickleBytes()
            .begin()
            .code("}(")
            .text("epoch")
            .small(3)
            .text("model")
            .code("}(")
            .text("half")
            .tensor("HalfStorage", "k1", 2, 0, new int[] {2}, new int[] {1})
            .text("brain")
            .tensor("BFloat16Storage", "k2", 2, 0, new int[] {2}, new int[] {1})
            .text("double")
            .tensor("DoubleStorage", "k3", 2, 0, new int[] {2}, new int[] {1})
            .text("counter")
            .tensor("IntStorage", "k4", 1, 0, new int[] {}, new int[] {})
            .code("uu.")
            .bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "archive/data.pkl", ByteBuffer.wrap(pickle));
      entry(
          zip,
          "archive/data/k1",
          little(4).putShort(Float.floatToFloat16(1.5f)).putShort(Float.floatToFloat16(-2f)));
      entry(zip, "archive/data/k2", little(4).putShort((short) 0x3fc0).putShort((short) 0xc000));
      entry(zip, "archive/data/k3", little(16).putDouble(1.5).putDouble(-2));
    }
    Weights weights = Checkpoint.read(out.toByteArray(), "test.pth");

    assertThat(weights.byName()).containsOnlyKeys("half", "brain", "double");
    for (Weight weight : weights.byName().values()) {
      assertThat(weight.values()).containsExactly(1.5f, -2f);
    }
  }

  @Test
  void shouldSayWhatAFileWithoutTensorsHolds() {
    byte[] pickle = new PickleBytes().begin().code("}(").text("epoch").small(3).code("u.").bytes();
    assertThatThrownBy(
            () -> Checkpoint.stateOf(Pickle.read(little(pickle.length).put(pickle).flip())))
        .hasMessageContaining("holds no tensors, but [epoch]");
  }

  private static void entry(ZipOutputStream zip, String name, ByteBuffer content)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.array());
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
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
