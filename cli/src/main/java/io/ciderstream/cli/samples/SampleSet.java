package io.ciderstream.cli.samples;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.servers.Installation;
import io.ciderstream.servers.ServerHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bundled photographs, as a folder on disk with their credits beside them. */
public final class SampleSet {
  /** The file that names the label, author, licence and source of each photograph. */
  public static final String CREDITS = "credits.csv";

  /** The split in {@link #CREDITS} of photographs of which another shows the same monument. */
  public static final String QUERY = "query";

  /** The split of the other photographs. */
  public static final String DISTRACTOR = "distractor";

  private static final String README = "README.md";

  private static final String FOLDER = "monuments";

  /** The folder of the photographs alone, so that an ingestion finds nothing to skip. */
  private static final String PICTURES = "pictures";

  private SampleSet() {}

  /**
   * Returns the folder of the credits among the program's own files, copied if needed.
   *
   * @throws CiderException SETTING_INVALID if it cannot be written
   */
  public static Path inHome() {
    return prepare(ServerHome.fromSystemProperty().path().resolve(FOLDER));
  }

  /** Returns the folder of the photographs below the folder of the credits. */
  public static Path pictures(Path dir) {
    return dir.resolve(PICTURES);
  }

  /**
   * Copies the credits and the photographs below them to a folder, unless it is there.
   *
   * @param dir the folder; must not hold anything else
   * @return the folder
   * @throws CiderException SETTING_INVALID if the folder cannot be written or holds something else
   */
  public static Path prepare(Path dir) {
    try {
      Path folder = Installation.folder(dir, SampleSet::fill);
      if (!Files.exists(folder.resolve(CREDITS))) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "The folder %s for the sample pictures holds something else; move it away."
                .formatted(folder));
      }
      return folder;
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The sample pictures cannot be written to %s: %s; check its rights and space."
              .formatted(dir, FileTrouble.reason(e)),
          e);
    }
  }

  private static void fill(Path folder) throws IOException {
    Path pictures = Files.createDirectory(pictures(folder));
    for (String file : fileNames()) {
      copy(file, pictures);
    }
    copy(README, folder);
    copy(CREDITS, folder);
  }

  /** Returns the file names of the photographs. */
  static List<String> fileNames() throws IOException {
    try (InputStream in = resource(CREDITS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.substring(0, line.indexOf(',')))
          .toList();
    }
  }

  private static void copy(String file, Path folder) throws IOException {
    try (InputStream in = resource(file)) {
      Files.copy(in, folder.resolve(file));
    }
  }

  private static InputStream resource(String file) {
    return SampleSet.class.getResourceAsStream(file);
  }
}
