package io.ciderstream.overlap.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.schemas.FileReplacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Measured rates in a file, for estimates and for the report. */
public final class Rates {
  /** Pictures that are embedded per second. */
  public static final String EMBEDDING = "embedded_pictures_per_second";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  Rates(Path file) {
    this.file = file;
  }

  /** Returns the name of the rate of a verifier: pairs per second. */
  public static String verification(String method) {
    return method + "_pairs_per_second";
  }

  /** Returns all rates so far. */
  public Map<String, Double> all() {
    try {
      return Files.exists(file)
          ? JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Double>>() {})
          : new TreeMap<>();
    } catch (IOException e) {
      throw new UncheckedIOException("The rates cannot be read.", e);
    }
  }

  /** Returns a rate, if it was measured. */
  public OptionalDouble of(String name) {
    Double rate = all().get(name);
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  /** Keeps a rate. */
  public void put(String name, double rate) {
    Map<String, Double> rates = all();
    rates.put(name, Math.round(rate * 1e2) / 1e2);
    try {
      FileReplacement.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(rates));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("The rates cannot be written.", e);
    }
  }
}
