package io.ciderstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.console.http.StaticFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks responses against the description of the API. */
final class OpenApi {
  private final JsonNode document;

  OpenApi() throws IOException {
    document = new ObjectMapper().readTree(StaticFiles.read("openapi.json"));
  }

  /** Such as {@code GET /v1/images/{id}}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            operations.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  JsonNode document() {
    return document;
  }

  /** Fails unless the answer is one that the operation may give. */
  void check(String method, String template, int status, String mediaType, byte[] body)
      throws IOException {
    JsonNode responses =
        document.at(
            "/paths/"
                + template.replace("/", "~1")
                + "/"
                + method.toLowerCase(java.util.Locale.ROOT)
                + "/responses");
    JsonNode response = responses.path(Integer.toString(status));
    if (response.isMissingNode()) {
      assertThat(status).as("%s %s", method, template).isGreaterThanOrEqualTo(400);
      response = responses.get("default");
    }
    assertThat(response).as("%s %s may answer %d", method, template, status).isNotNull();
    if (body.length > 0 && mediaType.contains("json")) {
      JsonNode schema = response.path("content").path(mediaType).path("schema");
      assertThat(schema.isMissingNode()).as("%s of %s %s", mediaType, method, template).isFalse();
      assertThat(errors(schema, new ObjectMapper().readTree(body), "$")).isEmpty();
    }
  }

  /** Returns the differences of a value from a named schema. */
  List<String> errors(String schema, JsonNode value) {
    return errors(document.at("/components/schemas/" + schema), value, "$");
  }

  private List<String> errors(JsonNode given, JsonNode value, String at) {
    JsonNode schema =
        given.has("$ref") ? document.at(given.get("$ref").textValue().substring(1)) : given;
    List<String> errors = new ArrayList<>();
    if (schema.has("oneOf")) {
      long fitting = 0;
      for (JsonNode some : schema.get("oneOf")) {
        fitting += errors(some, value, at).isEmpty() ? 1 : 0;
      }
      if (fitting != 1) {
        errors.add(at + " fits " + fitting + " of oneOf");
      }
    }
    if (schema.has("type") && types(schema.get("type")).stream().noneMatch(t -> is(t, value))) {
      errors.add(at + " is no " + schema.get("type") + ": " + value);
      return errors;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      errors.add(at + " is not in " + schema.get("enum"));
    }
    for (JsonNode name : schema.path("required")) {
      if (value.isObject() && !value.has(name.textValue())) {
        errors.add(at + " lacks " + name);
      }
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                JsonNode property = schema.path("properties").path(field.getKey());
                JsonNode other = schema.path("additionalProperties");
                String where = at + "." + field.getKey();
                if (!property.isMissingNode()) {
                  errors.addAll(errors(property, field.getValue(), where));
                } else if (other.isObject()) {
                  errors.addAll(errors(other, field.getValue(), where));
                } else if (other.isBoolean() && !other.booleanValue()) {
                  errors.add(where + " is not described");
                }
              });
    }
    if (value.isArray() && schema.has("items")) {
      value.forEach(item -> errors.addAll(errors(schema.get("items"), item, at + "[]")));
    }
    return errors;
  }

  private static Collection<String> types(JsonNode type) {
    List<String> types = new ArrayList<>();
    if (type.isTextual()) {
      types.add(type.textValue());
    }
    type.forEach(some -> types.add(some.textValue()));
    return types;
  }

  private static boolean contains(JsonNode all, JsonNode value) {
    for (JsonNode some : all) {
      if (some.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }
}
