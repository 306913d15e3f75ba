package io.ciderstream.tests.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.CentreCrop;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.Letterbox;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.decode.Resampling;
import io.ciderstream.embedding.decode.SizeGroups;
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
import java.util.Locale;
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
    Path pictures = run("pictures.py");
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

  @Test
  void shouldFeedModelsWhatPillowWouldFeedThem() throws Exception {
    Path pictures = run("resized.py");
    SizeGroups.Size size = new SizeGroups.Size(112, 96);
    Map<String, InputSizes> fits =
        Map.of(
            "stretch", new SizeGroups(List.of(size), List.of()),
            "crop", new CentreCrop(new SizeGroups.Size(111, 96), 128),
            "pad", new Letterbox(size));
    for (String name : List.of("wide", "tall", "small")) {
      byte[] picture = Files.readAllBytes(pictures.resolve(name + ".png"));
      for (Resampling filter :
          List.of(Resampling.BILINEAR, Resampling.BICUBIC, Resampling.LANCZOS)) {
        for (Map.Entry<String, InputSizes> fit : fits.entrySet()) {
          String file =
              "%s-%s-%s.rgb".formatted(name, filter.name().toLowerCase(Locale.ROOT), fit.getKey());
          ByteBuffer pixels =
              new PictureDecoder(
                      new InputFit(fit.getValue(), filter, List.of(9, 8, 7)),
                      new PixelBuffers(false),
                      new PictureLimits(1 << 20, 1 << 20))
                  .decode(picture, Optional.empty())
                  .pixels();
          byte[] fed = new byte[pixels.capacity()];
          pixels.get(0, fed);
          assertThat(fed).as(file).isEqualTo(Files.readAllBytes(pictures.resolve(file)));
        }
      }
    }
  }

  /** Runs a script that writes into a folder, and returns the folder. */
  private Path run(String name) throws IOException, InterruptedException {
    Path script = folder.resolve(name);
    try (InputStream in = PillowIT.class.getResourceAsStream("/" + name)) {
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
    return pictures;
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
