package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonumentSelectionTest {
  private static final String EXPLORE = "gcompris/src/activities/explore_monuments/resource/";
  private static final String CATEGORIES =
      "gcompris/src/activities/categorization/resource/images/monuments/";
  private static final String EXPLORE_README =
      """
      Copyright: Ann
      License: Public Domain
      Source: https://example.org/1
      Files:
      france/eiffelTower.webp
      india/victoriaMemorial.webp

      Copyright: Bob
      License: CC-BY-SA 4.0
      Source: https://example.org/2
      Files:
      wonders/tajMahal.webp
      """;
  private static final String CATEGORIES_README =
      """
      Copyright: Cid, 2019
      Source: https://example.org/3
      License: CC0-1.0
      Files:
      eiffelTower.webp

      Copyright: Dee
      Source: https://example.org/4
      License: CC0-1.0
      Files:
      victoriaMemorial.webp
      """;

  @Test
  void shouldTakeOnlyCreditedFreePicturesNamedBySubject() throws IOException {
    byte[] explore =
        new RccFile()
            .add(EXPLORE + "README", EXPLORE_README.getBytes(), RccFile.ZLIB)
            .add(EXPLORE + "france/eiffelTower.webp", new byte[] {1}, RccFile.PLAIN)
            .add(EXPLORE + "india/victoriaMemorial.webp", new byte[] {2}, RccFile.PLAIN)
            .add(EXPLORE + "wonders/tajMahal.webp", new byte[] {3}, RccFile.PLAIN)
            .add(EXPLORE + "wonders/nobodyCredited.webp", new byte[] {4}, RccFile.PLAIN)
            .bytes();
    byte[] categories =
        new RccFile()
            .add(CATEGORIES + "README", CATEGORIES_README.getBytes(), RccFile.PLAIN)
            .add(CATEGORIES + "eiffelTower.webp", new byte[] {5}, RccFile.PLAIN)
            .add(CATEGORIES + "victoriaMemorial.webp", new byte[] {6}, RccFile.PLAIN)
            .bytes();

    List<Sample> samples =
        new MonumentSelection(Subjects.known())
            .of(List.of(QtResources.read(explore), QtResources.read(categories)));

    assertThat(samples)
        .extracting(Sample::fileName, s -> s.content()[0], s -> s.credit().author())
        .containsExactly(
            tuple("eiffel-tower-1.webp", (byte) 1, "Ann"),
            tuple("eiffel-tower-2.webp", (byte) 5, "Cid, 2019"),
            tuple("victoria-memorial-kolkata.webp", (byte) 2, "Ann"),
            tuple("victoria-memorial-london.webp", (byte) 6, "Dee"));
  }

  @Test
  void shouldSayThatThereIsNoFreePicture() {
    assertThatThrownBy(() -> new MonumentSelection(Subjects.known()).of(List.of(Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no free picture");
  }
}
