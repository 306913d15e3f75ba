package io.ciderstream.cli.samples;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.servers.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of pictures to try the system with, made once. */
public final class SampleSet {
  private static final Logger LOG = LoggerFactory.getLogger(SampleSet.class);
  private static final String MARKER = ".complete";
  private static final String README = "README.md";

  private final SampleSource preferred;
  private final SampleSource fallback;

  SampleSet(SampleSource preferred, SampleSource fallback) {
    this.preferred = preferred;
    this.fallback = fallback;
  }

  /**
   * Makes the pictures if they are not there yet: photographs of monuments where Debian's package
   * of them can be fetched (44 MB), else scenes that the program draws. A README.md among them
   * names for each what it shows, its author and its licence.
   *
   * @param dir the folder; must not hold anything else
   * @return the folder
   * @throws CiderException if the folder cannot be written or holds something else
   */
  public static Path prepare(Path dir) {
    return new SampleSet(new MonumentPhotographs(), new DrawnScenes()).in(dir);
  }

  Path in(Path dir) {
    Path target = dir.toAbsolutePath().normalize();
    if (Files.exists(target.resolve(MARKER))) {
      return target;
    }
    try {
      return Installation.locked(target, () -> make(target));
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The sample pictures cannot be written to %s: %s; check its rights and space."
              .formatted(target, FileTrouble.reason(e)),
          e);
    }
  }

  private Path make(Path target) throws IOException {
    if (Files.exists(target.resolve(MARKER))) {
      return target;
    }
    refuseForeignFiles(target);
    try (TemporaryFolder made = TemporaryFolder.beside(target)) {
      fill(made.path());
      Files.move(made.path(), target, StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }

  private static void refuseForeignFiles(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    try (var files = Files.list(target)) {
      if (files.findAny().isPresent()) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "The folder %s for the sample pictures holds something else; name another or empty it."
                .formatted(target));
      }
    }
  }

  private void fill(Path folder) throws IOException {
    SampleSource source = preferred;
    List<Sample> samples;
    try {
      LOG.info("fetching sample photographs (once; 44 MB)");
      samples = preferred.pictures();
    } catch (IOException e) {
      LOG.info("drawing sample pictures, as photographs cannot be had: {}", e.getMessage());
      source = fallback;
      samples = fallback.pictures();
    }
    for (Sample sample : samples) {
      Files.write(folder.resolve(sample.fileName()), sample.content());
    }
    Files.writeString(folder.resolve(README), SampleReadme.text(source.about(), samples));
    Files.createFile(folder.resolve(MARKER));
  }
}
