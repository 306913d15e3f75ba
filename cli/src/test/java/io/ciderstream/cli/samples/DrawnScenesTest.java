package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DrawnScenesTest {
  private static final int GRID = 16;
  private static List<Sample> samples;

  @BeforeAll
  static void draw() throws IOException {
    samples = new DrawnScenes().pictures();
  }

  @Test
  void shouldDrawScenesWhoseViewsAreNearerToEachOtherThanToOtherScenes() throws IOException {
    assertThat(samples).hasSize(DrawnScenes.SCENES * DrawnScenes.VIEWS);
    List<double[]> looks = new ArrayList<>();
    for (Sample sample : samples) {
      looks.add(look(ImageIO.read(new ByteArrayInputStream(sample.content()))));
    }
    long right =
        IntStream.range(0, looks.size())
            .filter(i -> nearest(looks, i) / DrawnScenes.VIEWS == i / DrawnScenes.VIEWS)
            .count();
    assertThat(right).isGreaterThan(looks.size() * 8L / 10);
  }

  @Test
  void shouldGiveEachPictureItsOwnNameAndBytes() {
    assertThat(samples).extracting(Sample::fileName).doesNotHaveDuplicates();
    assertThat(samples)
        .extracting(s -> new String(s.content(), StandardCharsets.ISO_8859_1))
        .doesNotHaveDuplicates();
  }

  private static int nearest(List<double[]> looks, int to) {
    return IntStream.range(0, looks.size())
        .filter(i -> i != to)
        .boxed()
        .max((a, b) -> Double.compare(cosine(looks, to, a), cosine(looks, to, b)))
        .orElseThrow();
  }

  private static double cosine(List<double[]> looks, int a, int b) {
    double sum = 0;
    for (int i = 0; i < looks.get(a).length; i++) {
      sum += looks.get(a)[i] * looks.get(b)[i];
    }
    return sum;
  }

  /** Mean colours of a grid of cells, centred and of length 1. */
  private static double[] look(BufferedImage image) {
    double[] cells = new double[GRID * GRID * 3];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int cell = y * GRID / image.getHeight() * GRID + x * GRID / image.getWidth();
        int rgb = image.getRGB(x, y);
        cells[3 * cell] += rgb >> 16 & 255;
        cells[3 * cell + 1] += rgb >> 8 & 255;
        cells[3 * cell + 2] += rgb & 255;
      }
    }
    double mean = IntStream.range(0, cells.length).mapToDouble(i -> cells[i]).average().orElse(0);
    double length = 0;
    for (int i = 0; i < cells.length; i++) {
      cells[i] -= mean;
      length += cells[i] * cells[i];
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] /= Math.sqrt(length);
    }
    return cells;
  }
}
