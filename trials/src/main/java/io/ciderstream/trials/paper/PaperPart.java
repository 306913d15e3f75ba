package io.ciderstream.trials.paper;

import java.io.IOException;
import java.util.Optional;

/** Makes one figure or table of the paper. One thread. */
public interface PaperPart {
  /** Returns its name on the command line. */
  String name();

  /** Returns what it makes, as a title. */
  String title();

  /** Returns the commands that make it alone, as text. */
  String command();

  /** Returns what the data lack to make it; empty if they suffice. */
  Optional<String> missing();

  /** Returns what its rows depend on besides the data, the model and the options. */
  default String state() {
    return "";
  }

  /**
   * Makes the rows.
   *
   * @throws io.ciderstream.schemas.CiderException if the data are wrong
   */
  PaperRows run() throws IOException;
}
