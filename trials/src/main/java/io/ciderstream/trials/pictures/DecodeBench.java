package io.ciderstream.trials.pictures;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

import com.google.gson.JsonObject;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.PlotSeries;
import io.ciderstream.trials.results.ResultPlot;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Measures how many pictures a second one thread decodes and resizes to the network's input, by
 * format and size. Formats and sizes are measured in turn, round after round.
 */
public final class DecodeBench {
  private static final List<Integer> SIDES = List.of(256, 1024, 4096);
  private static final long LEAST_NANOS = 150_000_000;

  private static final SequencedMap<String, int[]> FORMATS = new LinkedHashMap<>();

  static {
    FORMATS.put(".jpg", new int[] {IMWRITE_JPEG_QUALITY, 90});
    FORMATS.put(".webp", new int[] {IMWRITE_WEBP_QUALITY, 90});
    FORMATS.put(".png", new int[0]);
    FORMATS.put(".tiff", new int[0]);
    FORMATS.put(".bmp", new int[0]);
    FORMATS.put(".gif", new int[0]);
  }

  private record Sample(String format, int side, List<byte[]> pictures, List<Double> millis) {
    double bytes() {
      return pictures.stream().mapToInt(picture -> picture.length).average().orElseThrow();
    }
  }

  private final EmbeddingOptions options;
  private final List<Path> sources;

  /**
   * Creates the benchmark.
   *
   * @param sources pictures that are scaled and encoded
   */
  public DecodeBench(EmbeddingOptions options, List<Path> sources) {
    this.options = options;
    this.sources = List.copyOf(sources);
  }

  /** Measures so many rounds, after one that warms up. */
  public void run(int rounds, BenchResult.Builder result) {
    List<Sample> samples = samples();
    try (OnnxModel model =
        new OnnxModelFile(options.model()).open(options.inference().cuda(), 1, false)) {
      PixelBuffers buffers = new PixelBuffers();
      PictureDecoder decoder = new PictureDecoder(model.fit(), buffers, options.decode().limits());
      for (int round = 0; round <= rounds; round++) {
        for (Sample sample : samples) {
          double millis = millis(decoder, buffers, sample.pictures());
          if (round > 0) {
            sample.millis().add(millis);
          }
        }
      }
    }
    report(samples, result);
  }

  private static double millis(
      PictureDecoder decoder, PixelBuffers buffers, List<byte[]> pictures) {
    long start = System.nanoTime();
    int decoded = 0;
    do {
      for (byte[] picture : pictures) {
        DecodedPicture pixels = decoder.decode(picture, Optional.empty());
        buffers.give(pixels.pixels());
        decoded++;
      }
    } while (System.nanoTime() - start < LEAST_NANOS);
    return (System.nanoTime() - start) / 1e6 / decoded;
  }

  private List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (String format : FORMATS.keySet()) {
      for (int side : SIDES) {
        List<byte[]> pictures =
            sources.stream()
                .map(source -> ScaledPictures.encode(source, side, format, FORMATS.get(format)))
                .filter(picture -> picture.length <= options.decode().limits().maxBytes())
                .toList();
        if (pictures.isEmpty()) {
          continue; // too large to be accepted
        }
        samples.add(new Sample(format.substring(1), side, pictures, new ArrayList<>()));
      }
    }
    return samples;
  }

  private static void report(List<Sample> samples, BenchResult.Builder result) {
    List<JsonObject> rows = new ArrayList<>();
    SequencedMap<String, List<PlotSeries.Point>> lines = new LinkedHashMap<>();
    for (Sample sample : samples) {
      double millis = Median.of(sample.millis());
      rows.add(
          ResultRow.of(
              "format",
              sample.format(),
              "longest side",
              sample.side(),
              "kB",
              sample.bytes() / 1e3,
              "ms",
              millis,
              "pictures/s",
              1e3 / millis));
      lines
          .computeIfAbsent(sample.format(), any -> new ArrayList<>())
          .add(new PlotSeries.Point(sample.side(), millis));
      result.figure("%s %d ms".formatted(sample.format(), sample.side()), millis);
    }
    result
        .table(new ResultTable("", rows))
        .plot(
            new ResultPlot(
                "decode",
                "Decoding and resizing, one thread",
                ResultPlot.Axis.logarithmic("longest side, pixels"),
                ResultPlot.Axis.logarithmic("ms a picture"),
                lines.entrySet().stream()
                    .map(line -> new PlotSeries(line.getKey(), line.getValue()))
                    .toList()));
  }
}
