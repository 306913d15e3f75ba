package io.ciderstream.overlap.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.overlap.list.WholeLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of one verifier, a line of JSON each after a first line that says what they depend
 * on. A process that is killed leaves whole lines and at most one torn one, which is cut off.
 */
public final class VerificationFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_POINTS = 60;
  private static final double PRECISION = 1e4;

  private final Path file;

  /** The first line. */
  private record Head(String method, String settings, int certainInliers) {}

  private VerificationFile(Path file) {
    this.file = file;
  }

  /** Returns the name of a verifier's file. */
  public static String name(String method) {
    return "verified-%s.jsonl".formatted(method);
  }

  /** Opens or creates the file of a verifier in a folder; results of other settings are dropped. */
  public static VerificationFile open(Path folder, PairVerifier<?> verifier) {
    VerificationFile opened = new VerificationFile(folder.resolve(name(verifier.name())));
    Head head = new Head(verifier.name(), verifier.settings(), verifier.certainInliers());
    try {
      WholeLines.keep(opened.file);
      if (!Files.exists(opened.file) || !head.equals(opened.head())) {
        Files.writeString(opened.file, JSON.writeValueAsString(head) + "\n");
      }
      return opened;
    } catch (IOException e) {
      throw unusable(opened.file, e);
    }
  }

  private Head head() throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      return first == null ? null : JSON.readValue(first, Head.class);
    } catch (JsonProcessingException e) {
      return null; // of another version
    }
  }

  /** Appends results; they are in the file when this returns. */
  void append(List<VerifiedPair> results) {
    StringBuilder lines = new StringBuilder();
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
      for (VerifiedPair result : results) {
        lines.append(JSON.writeValueAsString(brief(result))).append('\n');
      }
      out.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** Returns the result with an even choice of at most 60 rounded positions. */
  private static VerifiedPair brief(VerifiedPair result) {
    PairMatch match = result.match();
    List<PairMatch.Point> points = new ArrayList<>();
    int count = match.points().size();
    for (int i = 0; i < Math.min(count, MAX_POINTS); i++) {
      PairMatch.Point at =
          match.points().get((int) ((long) i * count / Math.min(count, MAX_POINTS)));
      points.add(
          new PairMatch.Point(
              rounded(at.queryX()), rounded(at.queryY()), rounded(at.x()), rounded(at.y())));
    }
    return new VerifiedPair(
        result.query(), result.row(), new PairMatch(match.inliers(), match.mirrored(), points));
  }

  private static double rounded(double value) {
    return Math.round(value * PRECISION) / PRECISION;
  }

  /** Returns the results so far by the name of the pair. */
  Map<String, PairMatch> results() {
    return read(file).matches();
  }

  /**
   * The results of a method.
   *
   * @param method the verifier's name
   * @param certainInliers from how many inliers a pair is as good as certain
   * @param matches by the name of the pair
   */
  public record Results(String method, int certainInliers, Map<String, PairMatch> matches) {}

  /** Reads the results in a file; a torn last line, which may be the first one, is no result. */
  public static Results read(Path file) {
    Map<String, PairMatch> matches = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      Head head = value(lines, Head.class).orElse(new Head("none", "", 1));
      for (Optional<VerifiedPair> pair = value(lines, VerifiedPair.class);
          pair.isPresent();
          pair = value(lines, VerifiedPair.class)) {
        matches.put(pair.get().id(), pair.get().match());
      }
      return new Results(head.method, head.certainInliers, matches);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** Returns the value in the next line; empty at the end. */
  private static <T> Optional<T> value(BufferedReader lines, Class<T> type) throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(line, type));
    } catch (JsonProcessingException e) {
      if (lines.readLine() == null) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static UncheckedIOException unusable(Path file, IOException cause) {
    return new UncheckedIOException("The results in %s cannot be used.".formatted(file), cause);
  }
}
