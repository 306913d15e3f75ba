package io.ciderstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.cli.samples.SampleSet;
import io.ciderstream.evaluation.truth.LabelledPictures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of the paper by the bundled model, from the bundled photographs. */
class PaperIT {
  private static final Path MODEL = Path.of("..", "models", "cider-lite0.onnx");
  private static final int TRAINED = 10;

  @TempDir private Path temporary;

  private final StringWriter out = new StringWriter();
  private Path data;

  /** Makes one view of a monument a query and the other one its answer. */
  @BeforeEach
  void listPhotographs() throws Exception {
    data = SampleSet.prepare(temporary.resolve("data"));
    LabelledPictures all =
        LabelledPictures.read(data.resolve(SampleSet.CREDITS), SampleSet.pictures(data));
    StringBuilder list = new StringBuilder("file,split,label\n");
    Set<String> seen = new HashSet<>();
    int others = 0;
    for (int i = 0; i < all.pictures().size(); i++) {
      String label = all.labels().get(i);
      String split =
          all.splits().get(i).equals(SampleSet.QUERY)
              ? seen.add(label) ? "query" : "database"
              : others++ < TRAINED ? "train" : "distractor";
      Path file = data.relativize(all.pictures().get(i).file());
      list.append("%s,%s,%s\n".formatted(file, split, label));
    }
    Files.writeString(data.resolve("photos.csv"), list);
  }

  @Test
  void shouldMakeThePartsThatTheDataSufficeFor() throws Exception {
    Path report = temporary.resolve("paper");
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                "paper",
                data.toString(),
                "--out",
                report.toString(),
                "--model",
                MODEL.toString(),
                "--only",
                "overlap,sizes,attention,photos,revisited");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("revisited      not made: needs roxford5k/ or rparis6k/");
    JsonNode parts =
        new ObjectMapper().readTree(report.resolve("paper.json").toFile()).get("parts");
    assertThat(row(parts, "overlap", 0).get("queries").asInt()).isEqualTo(5);
    assertThat(row(parts, "overlap", 0).get("training classes").asInt()).isEqualTo(TRAINED);
    assertThat(row(parts, "sizes", 0).get("pictures").asInt()).isEqualTo(TRAINED);
    assertThat(row(parts, "attention", 0).get("boxes").asInt()).isPositive();
    assertThat(row(parts, "photos", 0).get("searched").asInt()).isEqualTo(45);
    assertThat(row(parts, "photos", 1).get("mAP").asDouble()).isBetween(90.0, 100.0);
    assertThat(report.resolve("attention/attention.html")).content().contains("<svg viewBox");
  }

  private static JsonNode row(JsonNode parts, String name, int number) {
    for (JsonNode part : parts) {
      if (part.get("name").asText().equals(name)) {
        return part.get("rows").get(number);
      }
    }
    throw new AssertionError("no part " + name);
  }
}
