package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("some.safetensors");
  }

  @Test
  void shouldReadWhatItWrote() {
    SafeTensors.write(file, content(1));
    SafeTensors.write(file, content(2));
    TensorFile read = SafeTensors.read(file);

    assertThat(read.metadata()).containsExactlyEntriesOf(content(2).metadata());
    assertThat(read.weights().byName().keySet()).containsExactly("b", "a.weight");
    assertThat(read.weights().get("a.weight").shape()).isEqualTo(Shape.of(2, 1));
    assertThat(read.weights().get("a.weight").values()).containsExactly(-1.5f, 2);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void shouldReadHalfPrecisionAndFilesWithoutMetadata() throws Exception {
    ByteBuffer values = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
    values.putShort((short) 0x3c00).putShort((short) 0xc000).putShort((short) 0x3800);
    write("{\"x\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[0,6]}}", values.array());

    assertThat(SafeTensors.read(file).weights().get("x").values()).containsExactly(1, -2, 0.5f);
  }

  @Test
  void shouldReadEveryFloatingPointTypeAndLeaveOutWholeNumbers() throws Exception {
    ByteBuffer values = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    values.putShort((short) 0x3fc0).putShort((short) 0xc000); // 1.5 and -2 in bfloat16
    values.putDouble(0.1).putDouble(-3).putLong(7).putShort((short) 0x3c00);
    write(
        "{\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},"
            + "\"d\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[4,20]},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[20,28]},"
            + "\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[28,30]}}",
        values.array());

    Weights weights = SafeTensors.read(file).weights();
    assertThat(weights.byName()).containsOnlyKeys("b", "d", "h");
    assertThat(weights.get("b").values()).containsExactly(1.5f, -2);
    assertThat(weights.get("d").values()).containsExactly(0.1f, -3);
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    assertInvalid("cannot be read: it does not exist.");
  }

  @Test
  void shouldRefuseEveryTruncatedFile() throws Exception {
    SafeTensors.write(file, content(2));
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertInvalid("");
    }
  }

  @Test
  void shouldSayWhichTensorIsWrong() throws Exception {
    write("{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", new byte[8]);
    assertInvalid("x[3] is at 0 to 8");
    write("{\"x\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", new byte[8]);
    assertInvalid("x is F8_E4M3");
    Files.write(file, ByteBuffer.allocate(8).putLong(-1).array());
    assertInvalid("head of -1 bytes");
  }

  private void write(String head, byte[] values) throws Exception {
    byte[] json = head.getBytes(StandardCharsets.UTF_8);
    ByteBuffer whole = ByteBuffer.allocate(8 + json.length + values.length);
    whole.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(values);
    Files.write(file, whole.array());
  }

  private void assertInvalid(String message) {
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WEIGHTS_INVALID))
        .hasMessageContaining("some.safetensors")
        .hasMessageContaining(message);
  }

  private static TensorFile content(float last) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    weights.put("b", new Weight(Shape.of(3), new float[] {1, 2, 3}));
    weights.put("a.weight", new Weight(Shape.of(2, 1), new float[] {-1.5f, last}));
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("z", "\"ünï\"\n");
    metadata.put("a", "");
    return new TensorFile(new Weights(weights), metadata);
  }
}
