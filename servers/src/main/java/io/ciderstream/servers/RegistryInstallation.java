package io.ciderstream.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Unpacks the schema registry below the cider home. The build runs it; later runs do nothing. */
public final class RegistryInstallation {
  private static final String VERSION = "3.3.3";

  private RegistryInstallation() {}

  /** Returns the folder of this version, which need not exist. */
  static Path folder(ServerHome home) {
    return home.path().resolve("registry-" + VERSION);
  }

  /**
   * Unpacks the archive unless that was done before.
   *
   * @param archive the registry's tar.gz
   * @throws IOException if the program tar cannot unpack it
   */
  static Path install(Path archive, ServerHome home) throws IOException {
    return Installation.folder(folder(home), target -> unpack(archive, target));
  }

  private static void unpack(Path archive, Path target) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toAbsolutePath().toString())
            .directory(target.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tar.onExit().join().exitValue() != 0) {
      throw new IOException("tar cannot unpack %s: %s".formatted(archive, output.strip()));
    }
  }

  /**
   * Unpacks the registry.
   *
   * @param arguments the archive and the cider home
   */
  public static void main(String[] arguments) throws IOException {
    install(Path.of(arguments[0]), new ServerHome(Path.of(arguments[1]).toAbsolutePath()));
  }
}
