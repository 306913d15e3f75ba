package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.log.ImageLocator;
import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.avro.Attention;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Descriptor;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Returns the descriptor of a picture, and the names of metadata. */
final class DescriptorsApi {
  private final ImageLocator images;

  DescriptorsApi(ImageLocator images) {
    this.images = images;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/descriptors/{id}", false, this::get),
        new Route("GET", "/v1/metadata", false, this::metadata));
  }

  private void get(Exchange exchange) throws IOException {
    String id = ReservedIds.requireUsers(exchange.path("id")).value();
    Descriptor descriptor = images.descriptor(id).orElseThrow(() -> unknown(id));
    exchange.set("Cache-Control", "no-store");
    exchange.json(200, describe(id, descriptor));
  }

  private static CiderException unknown(String id) {
    return new CiderException(
        ErrorCode.IMAGE_UNKNOWN, "No picture '%s' has been embedded.".formatted(id));
  }

  private static Map<String, Object> describe(String id, Descriptor descriptor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put(
        "model",
        Map.of("name", descriptor.getModel().getName(), "hash", descriptor.getModel().getHash()));
    json.put("width", descriptor.getWidth());
    json.put("height", descriptor.getHeight());
    json.put("sha256", descriptor.getSha256());
    json.put("metadata", descriptor.getMetadata());
    json.put("boxes", descriptor.getBoxes().stream().map(DescriptorsApi::box).toList());
    json.put("attention", attention(descriptor.getAttention()));
    json.put(
        "source",
        Map.of(
            "partition", descriptor.getSource().getPartition(),
            "offset", descriptor.getSource().getOffset(),
            "timestamp", descriptor.getSource().getTimestamp().toEpochMilli()));
    return json;
  }

  private static Map<String, Float> box(Box box) {
    return Map.of(
        "x1",
        box.getX1(),
        "y1",
        box.getY1(),
        "x2",
        box.getX2(),
        "y2",
        box.getY2(),
        "score",
        box.getScore());
  }

  private static Map<String, Object> attention(Attention attention) {
    return attention == null
        ? null
        : Map.of(
            "height", attention.getHeight(),
            "width", attention.getWidth(),
            "values", Base64.getEncoder().encodeToString(ByteArrays.of(attention.getValues())));
  }

  private void metadata(Exchange exchange) throws IOException {
    exchange.set("Cache-Control", "no-store");
    exchange.json(200, Map.of("names", images.recentView().metadata().examples()));
  }
}
