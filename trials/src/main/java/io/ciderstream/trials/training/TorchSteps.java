package io.ciderstream.trials.training;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The same steps in a process of Python with PyTorch. One thread. */
final class TorchSteps implements MeasuredSteps {
  /** Pinned, so that figures can be compared. */
  static final List<String> PACKAGES = List.of("torch==2.15.0", "safetensors==0.8.0");

  private static final String SCRIPT = "step.py";
  private static final Gson JSON = new Gson();

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter requests;
  private final String name;

  private record Hello(String version) {}

  /**
   * Where the process finds things.
   *
   * @param python program that has the packages
   * @param module the file {@code torch_model.py}
   * @param folder for what it reads
   */
  record Places(Path python, Path module, Path folder) {}

  /**
   * Starts the process and waits until it is ready.
   *
   * @param tuned whether weights are channels-last, and memory and threads set as {@code ./cider}
   *     sets them for a training; else as PyTorch comes
   */
  TorchSteps(StepSetting setting, float[] centres, Places places, boolean tuned) {
    Path folder = places.folder();
    try {
      Files.copy(
          places.module(), folder.resolve("torch_model.py"), StandardCopyOption.REPLACE_EXISTING);
      try (InputStream text =
          Objects.requireNonNull(TorchSteps.class.getResourceAsStream(SCRIPT))) {
        Files.copy(text, folder.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
      }
      setting.model().save(folder.resolve("model.safetensors"));
      Files.write(folder.resolve("pixels"), setting.pixels());
      ByteBuffer floats =
          ByteBuffer.allocate(centres.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      floats.asFloatBuffer().put(centres);
      Files.write(folder.resolve("centres"), floats.array());
      Path file = folder.resolve("setting-%s.json".formatted(tuned));
      Files.writeString(file, JSON.toJson(json(setting, tuned)));
      ProcessBuilder command =
          new ProcessBuilder(
                  places.python().toString(), folder.resolve(SCRIPT).toString(), file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      if (!tuned) {
        command.environment().keySet().removeIf(TorchSteps::tunes);
      }
      process = command.start();
    } catch (IOException e) {
      throw new UncheckedIOException("PyTorch cannot be started.", e);
    }
    answers = process.inputReader();
    requests = new PrintWriter(process.outputWriter(), true);
    String how = tuned ? ", channels-last weights, environment of ./cider train" : "";
    name = "PyTorch %s%s".formatted(JSON.fromJson(answer(), Hello.class).version(), how);
  }

  private static boolean tunes(String variable) {
    return variable.startsWith("MALLOC_") || variable.startsWith("OMP_");
  }

  private static Map<String, Object> json(StepSetting setting, boolean tuned) {
    return Map.ofEntries(
        Map.entry(
            "shape", List.of(setting.batch(), setting.size().height(), setting.size().width(), 3)),
        Map.entry("threads", setting.threads()),
        Map.entry("device", setting.device()),
        Map.entry("half", setting.half()),
        Map.entry("classes", setting.classes()),
        Map.entry("margin", StepSetting.ARC_FACE.margin()),
        Map.entry("scale", StepSetting.ARC_FACE.scale()),
        Map.entry("rate", StepSetting.RATE),
        Map.entry("momentum", StepSetting.MOMENTUM),
        Map.entry("decay", StepSetting.DECAY),
        Map.entry("clip", StepSetting.CLIP),
        Map.entry("channels_last", tuned));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Taken take(int count) {
    requests.println(count);
    return JSON.fromJson(answer(), Taken.class);
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("PyTorch has ended; its message is above.");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("PyTorch does not answer.", e);
    }
  }

  @Override
  public void close() {
    requests.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
