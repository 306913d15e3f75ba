package io.ciderstream.cli.samples;

import java.io.IOException;
import java.util.List;

/** A way to come by pictures. */
interface SampleSource {
  /** What the pictures are and where they are from, in whole sentences for the folder's README. */
  String about();

  /**
   * @throws IOException if they cannot be had here; its message says why
   */
  List<Sample> pictures() throws IOException;
}
