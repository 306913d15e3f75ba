package io.ciderstream.tests.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.servers.PythonEnvironment;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.tests.clients.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares our decoder with an independent one, Pillow, on about 150 files. */
class PillowIT {
  /** Larger, since decoders of JPEG and lossy WebP scale colours differently. */
  private static final double LOSSY = 2.5;

  private static final double LOSSLESS = 0.6;

  @TempDir private Path folder;

  private final PictureDecoder decoder =
      new PictureDecoder(new LongestSide(1_000, 1), new PixelBuffers(false), 1 << 20, 1 << 20);

  @Test
  void shouldSeeWhatPillowSees() throws Exception {
    Path script = folder.resolve("pictures.py");
    try (InputStream in = PillowIT.class.getResourceAsStream("/pictures.py")) {
      Files.copy(in, script);
    }
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    PythonEnvironment python =
        PythonEnvironment.of(
            ServerHome.fromSystemProperty(), "pictures", List.of("pillow==12.0.0"));
    Program.run(
        folder,
        Map.of(),
        List.of(python.program("python"), script.toString(), pictures.toString()));
    List<String> different = new ArrayList<>();
    int count = 0;
    try (Stream<Path> files = Files.list(pictures)) {
      for (Path file : files.filter(path -> !path.toString().endsWith(".rgb")).toList()) {
        count++;
        difference(file).ifPresent(different::add);
      }
    }
    assertThat(different).isEmpty();
    assertThat(count).isGreaterThan(120);
  }

  private Optional<String> difference(Path file) throws IOException {
    ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(Path.of(file + ".rgb")));
    DecodedPicture picture;
    try {
      picture = decoder.decode(Files.readAllBytes(file), Optional.empty());
    } catch (RuntimeException e) {
      return Optional.of("%s: %s".formatted(file.getFileName(), e.getMessage()));
    }
    if (expected.getInt() != picture.width() || expected.getInt() != picture.height()) {
      return Optional.of("%s has another size".formatted(file.getFileName()));
    }
    long sum = 0;
    for (int i = 0; i < expected.limit() - expected.position(); i++) {
      sum +=
          Math.abs(
              (picture.pixels().get(i) & 0xff) - (expected.get(expected.position() + i) & 0xff));
    }
    double mean = (double) sum / expected.remaining();
    boolean lossy = file.toString().matches(".*(jpg|webp|jpeg.tif)");
    return mean <= (lossy ? LOSSY : LOSSLESS)
        ? Optional.empty()
        : Optional.of("%s differs by %.2f".formatted(file.getFileName(), mean));
  }
}
