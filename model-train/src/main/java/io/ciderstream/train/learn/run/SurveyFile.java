package io.ciderstream.train.learn.run;

import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.Survey;
import io.ciderstream.evaluation.data.TrainingImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Keeps a survey, as looking at 1.6 million files takes long, and as a resumed run must see the
 * same pictures: 8 bytes of checksum over the list of files, then a byte for each.
 */
public final class SurveyFile {
  private SurveyFile() {}

  /** Reads the survey of exactly this set, if it was kept. */
  public static Optional<Survey> read(Path file, DataSet set) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      byte[] content = Files.readAllBytes(file);
      boolean same =
          content.length == Long.BYTES + set.size()
              && ByteBuffer.wrap(content).getLong() == checksum(set);
      return same
          ? Optional.of(new Survey(Arrays.copyOfRange(content, Long.BYTES, content.length)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Returns the content of the file. */
  public static byte[] content(DataSet set, Survey survey) {
    return ByteBuffer.allocate(Long.BYTES + set.size())
        .putLong(checksum(set))
        .put(survey.groups())
        .array();
  }

  /** Returns a checksum of the pictures' files and labels. */
  public static long checksum(DataSet set) {
    CRC32C crc = new CRC32C();
    for (TrainingImage picture : set.pictures()) {
      crc.update(picture.file().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      crc.update(picture.label());
    }
    return crc.getValue();
  }
}
