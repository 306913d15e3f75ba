package io.ciderstream.train.int8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ciderstream.schemas.Sha256;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;

/** The card of an int8 file. */
final class Int8Card {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int DIGITS = 5;

  private Int8Card() {}

  static byte[] of(Path model, byte[] fp32, Int8Model int8) {
    ObjectNode card = JSON.createObjectNode();
    card.put("weights", "int8");
    card.put("sha256", Sha256.hex(int8.onnx())).put("bytes", int8.onnx().length);
    card.put("of", model.getFileName().toString()).put("of_sha256", Sha256.hex(fp32));
    put(card.putObject("cosine"), int8.cosines());
    int8.floats().forEach(layer -> card.withArray("fp32_layers").add(layer));
    ObjectNode alone = card.putObject("cosine_if_alone_in_int8");
    int8.layers().forEach(layer -> put(alone.putObject(layer.layer()), layer.alone()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(card);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode node, CosineFigures cosines) {
    node.put("mean", rounded(cosines.mean())).put("least", rounded(cosines.least()));
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
  }
}
