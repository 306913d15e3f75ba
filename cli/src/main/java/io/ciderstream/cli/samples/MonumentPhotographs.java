package io.ciderstream.cli.samples;

import java.io.IOException;
import java.util.List;

/**
 * Photographs of monuments out of {@link GcomprisPackage}. Only those whose licence is the public
 * domain or CC0.
 */
final class MonumentPhotographs implements SampleSource {
  private static final List<String> ACTIVITIES = List.of("explore_monuments", "categorization");

  @Override
  public String about() {
    return """
        Photographs of monuments from GCompris, out of Debian's package `gcompris-qt-data`, version
        3.1-2, activities `explore_monuments` and `categorization`. Authors and licences are those
        that the README files of these activities, inside the package, state for exactly these
        files (Debian's own copyright file still lists earlier pictures of similar names); only
        pictures in the public domain or under CC0-1.0 were taken.
        """;
  }

  @Override
  public List<Sample> pictures() throws IOException {
    return new MonumentSelection(Subjects.known()).of(GcomprisPackage.activities(ACTIVITIES));
  }
}
