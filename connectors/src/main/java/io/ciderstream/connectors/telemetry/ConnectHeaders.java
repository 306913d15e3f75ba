package io.ciderstream.connectors.telemetry;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/** Reads the trace context from a record's headers, for any header converter of the worker. */
enum ConnectHeaders implements TextMapGetter<Headers> {
  GETTER;

  @Override
  public Iterable<String> keys(Headers headers) {
    List<String> names = new ArrayList<>();
    headers.forEach(header -> names.add(header.key()));
    return names;
  }

  @Override
  public String get(Headers headers, String name) {
    Header header = headers == null ? null : headers.lastWithName(name);
    if (header == null || header.value() == null) {
      return null;
    }
    return header.value() instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : header.value().toString();
  }
}
