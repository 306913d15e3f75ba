package io.ciderstream.train.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.evaluation.data.BadPictures;
import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.Gldv2Tree;
import io.ciderstream.evaluation.data.Survey;
import io.ciderstream.evaluation.data.TrainingImage;
import io.ciderstream.schemas.CiderException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLoaderTest {
  private static final Size SIZE = new Size(96, 64);
  private static final int COUNT = 4;

  @TempDir Path folder;
  private final List<String> bad = new ArrayList<>();
  private DataSet set;

  @BeforeEach
  void draw() {
    List<TrainingImage> pictures = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Gldv2Tree.draw(folder.resolve(i + ".jpg"), i, 0);
      pictures.add(new TrainingImage(folder, i + ".jpg", 0));
    }
    set = new DataSet(List.of("a"), pictures);
  }

  @Test
  void shouldGiveTheSamePixelsOnOneThreadAndOnMany() {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (Augmentation augmentation :
          List.of(new Resized(), new MildJitter(0.2, 0.1), StrongViews.standard())) {
        ImageBatch one = loader(Runnable::run, 0).load(sheet(augmentation, 0, 1, 2, 3, 0)).join();
        ImageBatch many = loader(threads, 1 << 20).load(sheet(augmentation, 0, 1, 2, 3, 0)).join();

        assertThat(many.pixels()).isEqualTo(one.pixels());
        assertThat(one.pictures()).containsExactly(0, 1, 2, 3, 0);
        boolean twice =
            Arrays.equals(
                Arrays.copyOf(one.pixels(), SIZE.bytes()),
                Arrays.copyOfRange(one.pixels(), 4 * SIZE.bytes(), 5 * SIZE.bytes()));
        assertThat(twice).as(augmentation.toString()).isEqualTo(augmentation instanceof Resized);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void shouldLeaveAPictureAloneWithoutJitter() {
    byte[] plain = loader(Runnable::run, 0).load(sheet(new Resized(), 1)).join().pixels();
    byte[] still = loader(Runnable::run, 0).load(sheet(new MildJitter(0, 0), 1)).join().pixels();

    double difference =
        IntStream.range(0, plain.length)
            .mapToDouble(i -> Math.abs((plain[i] & 0xff) - (still[i] & 0xff)))
            .average()
            .orElseThrow();
    assertThat(difference).isLessThan(3); // it was enlarged and shrunk again
  }

  @Test
  void shouldPadWithBlackWhatIsScaledDown() {
    // with this seed both axes shrink
    long seed =
        IntStream.range(0, 100)
            .filter(
                s -> {
                  var random = new java.util.SplittableRandom(s);
                  return random.nextDouble() < 0.2 && random.nextDouble() < 0.2;
                })
            .findFirst()
            .orElseThrow();
    BatchPlan sheet =
        new BatchPlan(
            SIZE,
            new MildJitter(0.2, 0),
            List.of(new PlannedImage(1, seed)),
            new ImageIndices(0, 1, 2, 3));

    byte[] pixels = loader(Runnable::run, 0).load(sheet).join().pixels();

    int black = 0;
    for (int i = 0; i < pixels.length; i += 3) {
      black += pixels[i] == 0 && pixels[i + 1] == 0 && pixels[i + 2] == 0 ? 1 : 0;
    }
    assertThat((double) black / (SIZE.width() * SIZE.height())).isBetween(0.2, 0.36);
  }

  @Test
  void shouldPutTheNextPictureInPlaceOfABadOneAndSaySoOnce() throws IOException {
    Files.writeString(folder.resolve("3.jpg"), "no picture");
    Files.delete(folder.resolve("0.jpg"));

    ImageBatch batch = loader(Runnable::run, 0).load(sheet(new Resized(), 3, 2, 3)).join();

    assertThat(batch.pictures()).containsExactly(1, 2, 1);
    assertThat(bad).hasSize(2);
    assertThat(bad.getFirst()).contains("3.jpg").contains("FORMAT_UNKNOWN");
    assertThat(bad.getLast()).contains("0.jpg");
  }

  @Test
  void shouldKeepAPictureWhoseBackgroundIsBad() throws IOException {
    Path file = folder.resolve("3.jpg");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 200));
    int[] good = IntStream.range(0, 20).map(i -> i % 3).toArray();
    StrongViews pasting = new StrongViews(Viewpoint.standard(), 1, ColourShift.standard(), 0, 0);

    for (Augmentation augmentation : List.of(pasting, new Composites(0))) {
      bad.clear();
      ImageBatch batch = loader(Runnable::run, 0).load(sheet(augmentation, good)).join();

      assertThat(batch.pictures()).containsExactly(good);
      assertThat(bad).singleElement().asString().contains("3.jpg");
    }
  }

  @Test
  void shouldSayWhereAViewShowsAPointOfItsPicture() throws IOException {
    StrongViews views =
        new StrongViews(new Viewpoint(0.9, 0.1, 1, 10, 1), 0, ColourShift.standard(), 0, 0);
    float x = 0.55f;
    float y = 0.4f;
    ImageIO.write(spot(x, y), "jpg", folder.resolve("0.jpg").toFile());

    ImageBatch batch = loader(Runnable::run, 0).load(sheet(views, 0, 0, 0)).join();

    for (int i = 0; i < 3; i++) {
      float[] seen = views.positions(new float[] {x, y}, i, SIZE, SIZE);
      float[] brightest = brightest(batch.pixels(), i);
      assertThat(seen[0]).isCloseTo(brightest[0], within(0.03f)).isNotCloseTo(x, within(1e-4f));
      assertThat(seen[1]).isCloseTo(brightest[1], within(0.03f)).isNotCloseTo(y, within(1e-4f));
    }
  }

  private static BufferedImage spot(float x, float y) {
    BufferedImage picture = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillOval((int) (x * 400) - 20, (int) (y * 400) - 20, 40, 40);
    graphics.dispose();
    return picture;
  }

  /** Returns the mean place of the bright pixels of a picture, 0..1. */
  private static float[] brightest(byte[] pixels, int picture) {
    double sumX = 0;
    double sumY = 0;
    double sum = 0;
    for (int i = 0; i < SIZE.width() * SIZE.height(); i++) {
      int green = Byte.toUnsignedInt(pixels[picture * SIZE.bytes() + 3 * i + 1]);
      double weight = Math.max(0, green - 60);
      sumX += weight * (i % SIZE.width() + 0.5);
      sumY += weight * (i / SIZE.width() + 0.5);
      sum += weight;
    }
    return new float[] {(float) (sumX / sum / SIZE.width()), (float) (sumY / sum / SIZE.height())};
  }

  @Test
  void shouldGiveUpWithoutBlamingAPictureWhenAllBackgroundsAreBad() throws IOException {
    for (int i = 1; i < COUNT; i++) {
      Files.writeString(folder.resolve(i + ".jpg"), "no picture");
    }
    List<TrainingImage> many = new ArrayList<>(set.pictures());
    IntStream.range(0, 400).forEach(i -> many.add(set.pictures().get(1 + i % 3)));
    set = new DataSet(set.labels(), many);
    BatchLoader loader = loader(Runnable::run, 0);

    assertThatThrownBy(() -> loader.load(sheet(new Composites(0), 0)).join())
        .hasCauseInstanceOf(CiderException.class)
        .hasMessageContaining("pictures in a row");
    assertThat(bad).hasSize(3).noneMatch(line -> line.contains("0.jpg"));
  }

  @Test
  void shouldGiveUpWhenAllAreBad() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      Files.writeString(folder.resolve(i + ".jpg"), "no picture");
    }
    BatchLoader loader = loader(Runnable::run, 0);
    Prefetch<ImageBatch> batches =
        new Prefetch<>(i -> loader.load(sheet(new Resized(), 1)), 0, 1, 0);

    assertThatThrownBy(batches::take)
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("pictures in a row");
  }

  private BatchLoader loader(Executor threads, long cache) {
    Survey survey = new Survey(new byte[set.size()]);
    BadPictures reported = new BadPictures(new DataReport(folder, bad::add));
    RgbPictures pictures =
        new RgbPictures(set, survey, new SizeGroups(List.of(SIZE), List.of()), reported, cache);
    return new BatchLoader(pictures, reported, threads);
  }

  private static BatchPlan sheet(Augmentation augmentation, int... pictures) {
    List<PlannedImage> shots = new ArrayList<>();
    for (int i = 0; i < pictures.length; i++) {
      shots.add(new PlannedImage(pictures[i], i));
    }
    return new BatchPlan(SIZE, augmentation, shots, new ImageIndices(0, 1, 2, 3));
  }
}
