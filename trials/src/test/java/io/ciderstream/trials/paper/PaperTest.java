package io.ciderstream.trials.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ciderstream.embedding.BatchOptions;
import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.train.weights.WheelStore;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.SystemAddresses;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperTest {
  @TempDir private Path temporary;

  private final List<String> log = new ArrayList<>();
  private Path data;
  private Path out;

  @BeforeEach
  void writeBundledPictures() throws IOException {
    data = Files.createDirectories(temporary.resolve("data"));
    out = temporary.resolve("out");
    picture(temporary.resolve("bundled/red/1.png"), new Color(250, 10, 10));
    picture(temporary.resolve("bundled/red/2.png"), new Color(240, 20, 10));
    picture(temporary.resolve("bundled/blue/1.png"), new Color(10, 10, 250));
    picture(temporary.resolve("bundled/blue/2.png"), new Color(10, 20, 240));
  }

  @Test
  void shouldSayWhatIsMissing() throws Exception {
    List<PartResult> results = paper(1).make(List.of());

    assertThat(statuses(results))
        .contains(
            entry("overlap", PartResult.Status.NOT_RUN),
            entry("sizes", PartResult.Status.NOT_RUN),
            entry("passes", PartResult.Status.FAILED),
            entry("attention", PartResult.Status.MADE),
            entry("photos", PartResult.Status.MADE),
            entry("revisited", PartResult.Status.NOT_RUN),
            entry("methods", PartResult.Status.NOT_RUN),
            entry("methods-gldv2", PartResult.Status.NOT_RUN),
            entry("ablation", PartResult.Status.NOT_RUN));
    String text = Files.readString(out.resolve("paper.md"));
    assertThat(text)
        .contains("* model: tiny, hash abc")
        .contains("| monuments | 4 | 4 | 100.00 |")
        .contains("Not run: needs gldv2/ (GLDv2-clean), resnet101.pth and roxford5k/")
        .contains("Failed: ");
    JsonObject json =
        JsonParser.parseString(Files.readString(out.resolve("paper.json"))).getAsJsonObject();
    assertThat(json.getAsJsonArray("parts")).hasSize(results.size());
    assertThat(json.getAsJsonObject("facts").get("seeds").toString()).isEqualTo("[1]");
  }

  @Test
  void shouldKeepWhatIsMadeUntilTheOptionsChange() throws Exception {
    String first = made(paper(1).make(List.of("photos")), "photos");
    assertThat(made(paper(1).make(List.of("photos")), "photos")).isEqualTo(first);
    assertThat(log).contains("photos: made before");
    assertThat(made(paper(1).make(List.of("attention")), "photos"))
        .as("kept in the report although it was not asked for")
        .isEqualTo(first);

    log.clear();
    paper(2).make(List.of("photos"));
    assertThat(log).doesNotContain("photos: made before");
  }

  @Test
  void shouldTakeEachSeedOnce() {
    assertThat(new PaperOptions(temporary, List.of(2L, 1L, 2L), 1, 1, 1).seeds())
        .containsExactly(2L, 1L);
  }

  @Test
  void shouldGoOnAfterAPartThatCannotBeRead() throws Exception {
    Files.createDirectories(out.resolve("attention.json/no-file"));
    Files.writeString(Files.createDirectories(out).resolve("photos.json"), "{\"name\": \"pho");
    Files.createDirectories(data.resolve("photos.csv"));

    List<PartResult> results = paper(1).make(List.of());

    assertThat(statuses(results))
        .contains(
            entry("overlap", PartResult.Status.FAILED),
            entry("attention", PartResult.Status.FAILED),
            entry("methods", PartResult.Status.FAILED));
    Files.delete(data.resolve("photos.csv"));
    assertThat(statuses(paper(1).make(List.of("photos"))))
        .containsEntry("photos", PartResult.Status.MADE)
        .containsEntry("attention", PartResult.Status.NOT_RUN);
    Files.writeString(out.resolve("photos.json"), "{}");
    assertThat(statuses(paper(1).make(List.of("photos"))))
        .containsEntry("photos", PartResult.Status.MADE);
    assertThat(Files.readString(out.resolve("photos.json"))).contains("monuments");
  }

  @Test
  void shouldRemoveMarkedClassesFromTheTrainingSet() throws Exception {
    photos();
    List<PartResult> unmarked = paper(1).make(List.of("overlap", "sizes"));
    assertThat(rows(unmarked, "overlap").getFirst().get("classes that leave").getAsInt()).isZero();
    assertThat(rows(unmarked, "sizes")).hasSize(1);

    AuditFolder audit = AuditFolder.existing(out.resolve("overlap/photos"));
    String pair =
        audit.pairs().stream()
            .filter(one -> one.candidate().label().equals("scarlet"))
            .findFirst()
            .orElseThrow()
            .candidate()
            .id();
    Files.writeString(
        audit.marks(),
        "time,inspector,pair,mark\n2026-01-01T00:00:00Z,ann,%s,same\n".formatted(pair));
    List<PartResult> marked = paper(1).make(List.of("overlap", "sizes"));

    JsonObject overlap = rows(marked, "overlap").getFirst();
    assertThat(overlap.get("training classes").getAsInt()).isEqualTo(2);
    assertThat(overlap.get("classes that leave").getAsInt()).isEqualTo(1);
    assertThat(overlap.get("pictures that leave").getAsInt()).isEqualTo(2);
    assertThat(rows(marked, "sizes"))
        .extracting(row -> row.get("pictures").getAsInt() + " " + row.get("classes").getAsInt())
        .containsExactly("3 2", "1 1");
    assertThat(Files.readString(out.resolve("paper.md"))).contains("overlap/photos/review.html");
  }

  @Test
  void shouldAuditQueriesThatSearchNothing() throws Exception {
    photos();
    Path list = data.resolve("photos.csv");
    Files.write(
        list,
        Files.readAllLines(list).stream().filter(line -> !line.contains("database")).toList());

    List<PartResult> results = paper(1).make(List.of("overlap", "attention", "photos"));

    assertThat(rows(results, "overlap").getFirst().get("queries").getAsInt()).isEqualTo(1);
    assertThat(rows(results, "attention")).isNotEmpty();
    assertThat(rows(results, "photos"))
        .extracting(row -> row.get("set").getAsString())
        .containsExactly("monuments");
  }

  @Test
  void shouldCountLandmarks() throws Exception {
    Files.createDirectories(data.resolve("gldv2"));
    Files.writeString(
        data.resolve("gldv2/train_clean.csv"), "landmark_id,images\n7,aaaa bbbb\n9,cccc\n");
    Files.writeString(data.resolve("rgldv2-exclude.txt"), "9\n");

    List<JsonObject> rows = rows(paper(1).make(List.of("sizes")), "sizes");

    assertThat(rows)
        .extracting(row -> row.get("training set").getAsString() + " " + row.get("pictures"))
        .containsExactly("GLDv2-clean 3", "RGLDv2-clean 2");
    assertThat(rows.getLast().get("pictures, paper").getAsInt()).isEqualTo(1_578_905);
  }

  /** Labels of the training set that the evaluation set shows have other names there. */
  private void photos() throws IOException {
    String[][] pictures = {
      {"a", "train", "scarlet"}, {"b", "train", "scarlet"}, {"c", "train", "sea"},
      {"d", "query", "red"}, {"e", "database", "red"}, {"f", "database", "blue"}
    };
    StringBuilder list = new StringBuilder("file,split,label\n");
    for (String[] one : pictures) {
      boolean red = one[2].equals("scarlet") || one[2].equals("red");
      picture(
          data.resolve(one[0] + ".png"),
          new Color(red ? 250 : 10, one[0].charAt(0) - 'a', red ? 10 : 250));
      list.append("%s.png,%s,%s\n".formatted((Object[]) one));
    }
    Files.writeString(data.resolve("photos.csv"), list);
  }

  private static Map<String, PartResult.Status> statuses(List<PartResult> results) {
    return results.stream().collect(Collectors.toMap(PartResult::name, PartResult::status));
  }

  private static String made(List<PartResult> results, String name) {
    return one(results, name).made();
  }

  private static List<JsonObject> rows(List<PartResult> results, String name) {
    PartResult result = one(results, name);
    assertThat(result.reason()).isEmpty();
    return result.rows();
  }

  private static PartResult one(List<PartResult> results, String name) {
    return results.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private Paper paper(long seed) throws Exception {
    EmbeddingOptions options =
        new EmbeddingOptions(
            Path.of(PaperTest.class.getResource("/tiny.onnx").toURI()),
            new InferenceOptions(Cuda.OFF, 1, 1),
            new BatchOptions(1, Duration.ZERO),
            new DecodeOptions(
                1, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(10), 1 << 30));
    PaperRun run =
        new PaperRun(
            new PaperData(data),
            new PaperOptions(temporary, List.of(seed), 2, 1, 1),
            out,
            new Bundled(options),
            options,
            new WheelStore(temporary, List.of("false"), Duration.ofSeconds(1)),
            log::add);
    return new Paper(run, "tiny, hash abc", () -> Instant.now());
  }

  private static void picture(Path file, Color colour) throws IOException {
    BufferedImage picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 48, 32);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private final class Bundled implements BenchmarkedSystem {
    @Override
    public List<String> arguments(SystemAddresses addresses) {
      return List.of();
    }

    private final EmbeddingOptions options;

    Bundled(EmbeddingOptions options) {
      this.options = options;
    }

    @Override
    public List<Path> pictures(Path folder) {
      return List.of(temporary.resolve("bundled/red/1.png"));
    }

    @Override
    public EmbeddingOptions embedding(Path model) {
      return options;
    }

    @Override
    public RetrievalSet monuments() {
      Path bundled = temporary.resolve("bundled");
      return LabelledPictures.read(bundled, bundled)
          .retrieval(Set.of(LabelledPictures.ALL), Set.of(LabelledPictures.ALL), List.of());
    }

    @Override
    public Running start(Path folder, Consumer<String> lines) {
      throw new AssertionError("started");
    }
  }
}
