package io.ciderstream.index.values;

import static io.ciderstream.index.rows.FieldKind.BFLOAT16_VECTOR;
import static io.ciderstream.index.rows.FieldKind.BINARY_VECTOR;
import static io.ciderstream.index.rows.FieldKind.FLOAT16_VECTOR;
import static io.ciderstream.index.rows.FieldKind.FLOAT_VECTOR;
import static io.ciderstream.index.rows.FieldKind.INT8_VECTOR;
import static io.ciderstream.index.rows.FieldKind.SPARSE_FLOAT_VECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.ciderstream.index.rows.FieldKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorJsonTest {
  private static final byte[] FLOATS =
      ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f).putFloat(-2).array();

  @Test
  void shouldReadFloatsFromEveryForm() {
    for (Object value :
        List.of(
            new float[] {1.5f, -2},
            new double[] {1.5, -2},
            List.of(1.5, -2L),
            FLOATS,
            Base64.getEncoder().encodeToString(FLOATS))) {
      assertThat(VectorJson.write(FLOAT_VECTOR, value, 2)).hasToString("[1.5,-2.0]");
      assertThat(VectorJson.dimension(FLOAT_VECTOR, value)).isEqualTo(2);
    }
  }

  @Test
  void shouldRefuseWhatIsNoVector() {
    refused(FLOAT_VECTOR, new float[] {1, Float.NaN}, 2, "NaN at 1");
    refused(FLOAT_VECTOR, List.of(1e300, 1), 2, "Infinity at 0");
    refused(FLOAT_VECTOR, List.of(1), 2, "dimension 1, the field has 2");
    refused(FLOAT_VECTOR, List.of(1, "x"), 2, "not a number");
    refused(FLOAT_VECTOR, Arrays.asList(1, null), 2, "not a number");
    refused(FLOAT_VECTOR, new byte[7], 2, "7 bytes");
    refused(FLOAT_VECTOR, "??", 2, "Base64");
    refused(FLOAT_VECTOR, 5, 2, "Integer");
  }

  @Test
  void shouldRoundToHalves() {
    float[] numbers = {1, -2.5f, 65_504, 1e-8f, 0.1f};
    byte[] halves = bytes(VectorJson.write(FLOAT16_VECTOR, numbers, 5));
    byte[] brains = bytes(VectorJson.write(BFLOAT16_VECTOR, numbers, 5));
    for (int i = 0; i < numbers.length; i++) {
      assertThat(Float.float16ToFloat(half(halves, i)))
          .isEqualTo(Float.float16ToFloat(Float.floatToFloat16(numbers[i])));
      float brain = Float.intBitsToFloat(half(brains, i) << 16);
      assertThat(Math.abs(brain - numbers[i])).isLessThanOrEqualTo(Math.abs(numbers[i]) / 256);
    }
    // exactly between two: to the even one, here downwards
    assertThat(half(bytes(VectorJson.write(BFLOAT16_VECTOR, new float[] {1 + 1f / 256}, 1)), 0))
        .isEqualTo((short) 0x3f80);
    refused(FLOAT16_VECTOR, new float[] {70_000}, 1, "65504");
    refused(BFLOAT16_VECTOR, new float[] {Float.MAX_VALUE}, 1, "BFloat16Vector");
  }

  @Test
  void shouldTakeHalvesAsBytesAsTheyAre() {
    byte[] given = {1, 2, 3, 4};
    assertThat(bytes(VectorJson.write(FLOAT16_VECTOR, given, 2))).isEqualTo(given);
    assertThat(bytes(VectorJson.write(BFLOAT16_VECTOR, given, 2))).isEqualTo(given);
    assertThat(VectorJson.dimension(FLOAT16_VECTOR, given)).isEqualTo(2);
  }

  @Test
  void shouldReadSmallNumbers() {
    assertThat(VectorJson.write(INT8_VECTOR, List.of(-128, 127), 2)).hasToString("[-128,127]");
    assertThat(VectorJson.write(INT8_VECTOR, new byte[] {-1, 5}, 2)).hasToString("[-1,5]");
    refused(INT8_VECTOR, List.of(128), 1, "-128..127");
    refused(INT8_VECTOR, List.of(1.5), 1, "-128..127");
    refused(INT8_VECTOR, new byte[3], 2, "dimension 3");
  }

  @Test
  void shouldPackBits() {
    assertThat(bytes(VectorJson.write(BINARY_VECTOR, List.of(1, 0, 0, 0, 0, 0, 1, 1), 8)))
        .containsExactly(0x83);
    assertThat(
            bytes(
                VectorJson.write(
                    BINARY_VECTOR,
                    List.of(true, false, false, false, false, false, false, true),
                    8)))
        .containsExactly(0x81);
    assertThat(bytes(VectorJson.write(BINARY_VECTOR, new byte[] {7, 8}, 16))).containsExactly(7, 8);
    assertThat(VectorJson.dimension(BINARY_VECTOR, new byte[] {7, 8})).isEqualTo(16);
    refused(BINARY_VECTOR, List.of(1, 0, 2, 0, 0, 0, 1, 1), 8, "neither 0 nor 1");
    refused(BINARY_VECTOR, List.of(1, 0), 8, "multiple of 8");
    refused(BINARY_VECTOR, new byte[] {1}, 16, "8 bits, the field has 16");
  }

  @Test
  void shouldReadSparseVectors() {
    String expected = "{\"2\":0.5,\"10\":1.0}";
    assertThat(VectorJson.write(SPARSE_FLOAT_VECTOR, Map.of("10", 1L, "2", 0.5), 0))
        .hasToString(expected);
    assertThat(VectorJson.write(SPARSE_FLOAT_VECTOR, Map.of(10, 1f, 2L, 0.5f), 0))
        .hasToString(expected);
    assertThat(
            VectorJson.write(
                SPARSE_FLOAT_VECTOR,
                Map.of("indices", List.of(10, 2), "values", List.of(1, 0.5)),
                0))
        .hasToString(expected);
    refused(SPARSE_FLOAT_VECTOR, Map.of(), 0, "empty");
    refused(SPARSE_FLOAT_VECTOR, Map.of("x", 1), 0, "whole number");
    refused(SPARSE_FLOAT_VECTOR, Map.of("-1", 1), 0, "outside");
    refused(SPARSE_FLOAT_VECTOR, Map.of("4294967295", 1), 0, "outside");
    refused(SPARSE_FLOAT_VECTOR, Map.of("1", Double.NaN), 0, "NaN");
    refused(SPARSE_FLOAT_VECTOR, List.of(1), 0, "not a map");
    refused(
        SPARSE_FLOAT_VECTOR,
        Map.of("indices", List.of(1, 1), "values", List.of(1, 2)),
        0,
        "index twice");
  }

  private static void refused(FieldKind kind, Object value, int dimension, String part) {
    assertThatThrownBy(() -> VectorJson.write(kind, value, dimension))
        .isInstanceOf(BadValueException.class)
        .hasMessageContaining(part);
  }

  private static byte[] bytes(JsonElement json) {
    JsonArray array = json.getAsJsonArray();
    byte[] bytes = new byte[array.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = array.get(i).getAsByte();
    }
    return bytes;
  }

  private static short half(byte[] bytes, int i) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(2 * i);
  }
}
