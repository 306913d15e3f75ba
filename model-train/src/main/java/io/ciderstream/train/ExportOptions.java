package io.ciderstream.train;

import io.ciderstream.schemas.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The options of an export.
 *
 * @param file the ONNX file to write
 * @param weights folder where downloaded weights are kept
 * @param pip command that runs pip
 * @param timeout how long a download may take, more than zero
 * @param overwrite write the file also when it is there
 */
public record ExportOptions(
    Path file, Path weights, List<String> pip, Duration timeout, boolean overwrite) {
  public ExportOptions {
    pip = List.copyOf(pip);
    if (pip.isEmpty() || timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "pip %s, timeout %s".formatted(pip, Durations.text(timeout)));
    }
  }

  /**
   * Returns the options to export {@code <home>/models/<default name>.onnx} from {@code
   * <home>/weights}.
   */
  public static ExportOptions in(Path home) {
    return new ExportOptions(
        home.resolve("models").resolve(ModelExport.DEFAULT_NAME + ".onnx"),
        home.resolve("weights"),
        List.of("python3", "-m", "pip"),
        Duration.ofMinutes(10),
        false);
  }
}
