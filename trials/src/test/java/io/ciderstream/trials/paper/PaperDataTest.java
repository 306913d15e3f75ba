package io.ciderstream.trials.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperDataTest {
  @TempDir private Path folder;

  @Test
  void shouldStampAGroundTruthBesideItsPictures() throws IOException {
    PaperData data = new PaperData(folder);
    assertThat(data.stamp()).isEmpty();
    Files.createDirectories(folder.resolve("rparis6k"));
    String pictures = data.stamp();
    Files.writeString(folder.resolve("gnd_rparis6k.pkl"), "truth");
    assertThat(data.stamp()).startsWith(pictures).contains("gnd_rparis6k.pkl 5 ");
  }

  @Test
  void shouldStampDistractorsApart() throws IOException {
    PaperData data = new PaperData(folder);
    assertThat(data.distractorsStamp()).isEmpty();
    Files.writeString(
        Files.createDirectories(folder.resolve("revisitop1m")).resolve("imlist.txt"), "a.jpg");
    assertThat(data.distractorsStamp()).contains("imlist.txt 5 ");
    assertThat(data.stamp()).as("trainings do not depend on them").isEmpty();
  }
}
