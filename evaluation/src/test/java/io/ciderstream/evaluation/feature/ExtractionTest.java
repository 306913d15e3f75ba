package io.ciderstream.evaluation.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {
  @TempDir Path folder;
  private final FakeEmbedder embedder = new FakeEmbedder(2);
  private final List<String> shown = new ArrayList<>();

  @Test
  void shouldKeepDescriptorsForTheNextTime() throws IOException {
    List<EvaluationImage> pictures = List.of(picture("a", "1 0"), picture("b", "0 1"));

    Features first = extract(pictures);
    Features again = extract(pictures);

    assertThat(first.embedded()).isEqualTo(2);
    assertThat(again.embedded()).isZero();
    assertThat(embedder.embedded()).containsExactlyInAnyOrder("1 0", "0 1");
    assertThat(values(again.descriptors())).containsExactly(1, 0, 0, 1);
    assertThat(shown).last().isEqualTo("2/2");
  }

  @Test
  void shouldGoOnWhereAnotherWasKilled() throws IOException {
    List<EvaluationImage> pictures =
        List.of(picture("a", "1 0"), picture("b", "0 1"), picture("c", "1 1"));
    FeatureKey key = FeatureKey.of(embedder, pictures);
    try (FeatureFile file = FeatureFile.open(folder.resolve("cache"), key, 3, 2)) {
      file.put(1, new float[] {7, 8});
    }

    Features features = extract(pictures);

    assertThat(embedder.embedded()).containsExactlyInAnyOrder("1 0", "1 1");
    assertThat(values(features.descriptors())).containsExactly(1, 0, 7, 8, 1, 1);
  }

  @Test
  void shouldReportWhatCannotBeReadAndTryItAgain() throws IOException {
    List<EvaluationImage> pictures =
        List.of(
            picture("a", "1 0"),
            picture("b", "no numbers"),
            EvaluationImage.whole("c", folder.resolve("gone.jpg")));

    Features features = extract(pictures);

    assertThat(features.unreadable()).hasSize(2);
    assertThat(features.unreadable().get(0)).contains("b.jpg").contains("no numbers");
    assertThat(features.unreadable().get(1)).contains("gone.jpg");
    assertThat(features.descriptors().missing().stream()).containsExactly(1, 2);
    Files.writeString(folder.resolve("gone.jpg"), "0 1");
    assertThat(extract(pictures).unreadable()).hasSize(1);
  }

  @Test
  void shouldDescribeAnewWhatChanged() throws IOException {
    extract(List.of(picture("a", "1 0")));
    Features longer = extract(List.of(picture("a", "0 1.5")));
    Features cropped =
        extract(
            List.of(
                new EvaluationImage(
                    "a",
                    folder.resolve("missing.jpg"),
                    java.util.Optional.of(new EvaluationImage.Crop(0, 0, 5, 5)))));

    assertThat(values(longer.descriptors())).containsExactly(0, 1.5f);
    assertThat(cropped.embedded()).isEqualTo(1);
  }

  @Test
  void shouldKeepLocalFeaturesBesideDescriptors() throws IOException {
    List<EvaluationImage> pictures =
        List.of(picture("a", "1 0 7"), picture("b", "no numbers"), picture("c", "0 1 7"));
    FakeEmbedder local = FakeEmbedder.withLocalFeatures(2);
    Extraction plain =
        new Extraction(local, folder.resolve("cache"), System::nanoTime, (done, all) -> {});

    assertThat(plain.extract(pictures).local()).isEmpty();
    assertThat(plain.verification()).isEmpty();
    Features first = plain.withLocalFeatures().extract(pictures);
    Features again = plain.withLocalFeatures().extract(pictures);

    assertThat(plain.withLocalFeatures().verification()).isEqualTo(local.verification());
    assertThat(first.embedded()).as("descriptors alone were kept").isEqualTo(3);
    assertThat(again.embedded()).as("the unreadable one").isEqualTo(1);
    KeptLocalFeatures kept = again.local().orElseThrow();
    assertThat(kept.of(1)).isEmpty();
    assertThat(kept.of(0).orElseThrow().values()).isEqualTo(kept.of(2).orElseThrow().values());
    assertThat(values(again.descriptors())).containsExactly(1, 0, 0, 0, 0, 1);
  }

  @Test
  void shouldRefuseToKeepLocalFeaturesThatTheModelLacks() {
    Extraction plain =
        new Extraction(embedder, folder.resolve("cache"), System::nanoTime, (done, all) -> {});
    assertThatThrownBy(plain::withLocalFeatures)
        .hasMessageStartingWith("SETTING_INVALID")
        .hasMessageContaining("The model fake has no local features");
  }

  @Test
  void shouldFailWhenTheNetworkDoes() throws IOException {
    List<EvaluationImage> pictures = List.of(picture("a", "broken network"));

    assertThatThrownBy(() -> extract(pictures))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken network");
  }

  @Test
  void shouldNotBlameAPictureForASlowMachine() throws IOException {
    List<EvaluationImage> pictures = List.of(picture("a", "too slow"));

    assertThatThrownBy(() -> extract(pictures))
        .hasMessageStartingWith("DECODE_TIMEOUT")
        .hasMessageContainingAll("a.jpg", "embedding.decode.timeout.ms");
  }

  @Test
  void shouldRefuseAFileOfSomethingElse() throws IOException {
    List<EvaluationImage> pictures = List.of(picture("a", "1 0"));
    Path cache = Files.createDirectories(folder.resolve("cache"));
    FeatureKey key = FeatureKey.of(embedder, pictures);
    Files.writeString(cache.resolve(key.fileName()), "something else entirely");

    assertThatThrownBy(() -> extract(pictures))
        .hasMessageContaining(key.fileName())
        .hasMessageContaining("delete it");
  }

  private EvaluationImage picture(String id, String content) throws IOException {
    return EvaluationImage.whole(id, Files.writeString(folder.resolve(id + ".jpg"), content));
  }

  private Features extract(List<EvaluationImage> pictures) {
    return new Extraction(
            embedder,
            folder.resolve("cache"),
            System::nanoTime,
            (done, all) -> shown.add(done + "/" + all))
        .extract(pictures);
  }

  private static float[] values(DescriptorMatrix descriptors) {
    float[] values = new float[descriptors.count() * descriptors.dimension()];
    descriptors.blocks().getFirst().values().get(0, values);
    return values;
  }
}
