package io.ciderstream.train.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ciderstream.evaluation.pickle.NumberType;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.train.shape.Shape;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;

/**
 * Files in the safetensors form: the length of the head (int64, little-endian), the head, which is
 * JSON, and the tensors' values. Reads every floating-point type of 16 bits or more, leaves out
 * whole numbers, writes F32. Nothing in such a file is run.
 */
public final class SafeTensors {
  private static final String METADATA = "__metadata__";
  private static final int MOST_HEAD = 100 << 20;
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private SafeTensors() {}

  /**
   * Writes a file, or replaces it whole.
   *
   * @param metadata kept in the head
   */
  public static void write(Path file, TensorFile content) {
    FileReplacement.write(
        file,
        out -> {
          byte[] head = head(content);
          out.write(little(Long.BYTES).putLong(head.length).array());
          out.write(head);
          for (Weight weight : content.weights().byName().values()) {
            ByteBuffer values = little(weight.values().length * Float.BYTES);
            values.asFloatBuffer().put(weight.values());
            out.write(values.array());
          }
        });
  }

  private static byte[] head(TensorFile content) throws JsonProcessingException {
    ObjectNode head = JSON.createObjectNode();
    ObjectNode metadata = head.putObject(METADATA);
    content.metadata().forEach(metadata::put);
    long at = 0;
    for (Map.Entry<String, Weight> entry : content.weights().byName().entrySet()) {
      Weight weight = entry.getValue();
      ObjectNode tensor = head.putObject(entry.getKey());
      tensor.put("dtype", "F32");
      weight.shape().sizes().forEach(tensor.putArray("shape")::add);
      long end = at + (long) weight.values().length * Float.BYTES;
      tensor.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] json = JSON.writeValueAsBytes(head);
    byte[] padded = new byte[Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(json, 0, padded, 0, json.length);
    return padded;
  }

  /**
   * Reads a whole file.
   *
   * @throws CiderException WEIGHTS_INVALID if it can't be read or is none
   */
  public static TensorFile read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = take(channel, 0, Long.BYTES).getLong();
      if (length < 2 || length > MOST_HEAD) {
        throw new IllegalArgumentException("a head of %d bytes".formatted(length));
      }
      JsonNode head = JSON.readTree(take(channel, Long.BYTES, length).array());
      if (!(head instanceof ObjectNode)) {
        throw new IllegalArgumentException("a head that is not an object");
      }
      SequencedMap<String, String> metadata = new LinkedHashMap<>();
      SequencedMap<String, Weight> weights = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : head.properties()) {
        if (entry.getKey().equals(METADATA)) {
          entry
              .getValue()
              .properties()
              .forEach(p -> metadata.put(p.getKey(), p.getValue().asText()));
        } else {
          tensor(channel, Long.BYTES + length, entry.getKey(), entry.getValue())
              .ifPresent(weight -> weights.put(entry.getKey(), weight));
        }
      }
      return new TensorFile(new Weights(weights), metadata);
    } catch (IOException e) {
      throw invalid(file, FileTrouble.reason(e), e);
    } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
      throw invalid(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static CiderException invalid(Path file, String why, Exception cause) {
    return new CiderException(
        ErrorCode.WEIGHTS_INVALID, "%s cannot be read: %s.".formatted(file, why), cause);
  }

  /** Reads a tensor; empty for whole numbers, which are no parameters. */
  private static Optional<Weight> tensor(
      FileChannel channel, long start, String name, JsonNode tensor) throws IOException {
    int[] sizes =
        StreamSupport.stream(tensor.path("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    Shape shape = Shape.of(sizes);
    long begin = tensor.path("data_offsets").path(0).asLong(-1);
    long end = tensor.path("data_offsets").path(1).asLong(-1);
    NumberType type = type(name, tensor);
    if (begin < 0 || end - begin != (long) shape.count() * type.width()) {
      throw new IllegalArgumentException("%s%s is at %d to %d".formatted(name, shape, begin, end));
    }
    ByteBuffer bytes = take(channel, start + begin, end - begin);
    return type.real()
        ? Optional.of(new Weight(shape, type.floats(bytes, shape.count())))
        : Optional.empty();
  }

  private static NumberType type(String name, JsonNode tensor) {
    String type = tensor.path("dtype").asText();
    return NumberType.ofSafeTensors(type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is %s, a type that cannot be read".formatted(name, type)));
  }

  private static ByteBuffer take(FileChannel channel, long at, long length) throws IOException {
    if (at + length > channel.size()) {
      throw new IllegalArgumentException("the file ends too soon");
    }
    ByteBuffer bytes = little(Math.toIntExact(length));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new IllegalArgumentException("the file ends too soon");
      }
    }
    return bytes.flip();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
