package io.ciderstream.trials.peer;

import io.ciderstream.servers.PythonEnvironment;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.trials.system.BenchServers;
import io.ciderstream.trials.system.BenchTimeouts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The Python script in several processes of one consumer group. One thread. */
final class PeerScript implements AutoCloseable {
  private static final String RESOURCE = "pipeline.py";
  private static final String READY = "ready";

  /** Pinned, so that figures can be compared. */
  static final List<String> PACKAGES =
      List.of(
          "confluent-kafka==2.16.1",
          "numpy==2.4.6",
          "onnxruntime==1.29.0",
          "pillow==13.0.0",
          "pymilvus==3.0.2");

  private final List<Process> processes = new ArrayList<>();
  private final ArrivalRate rate = new ArrivalRate();
  private final CountDownLatch ready;

  /**
   * Starts the processes and waits until each has partitions.
   *
   * @param count processes, of one thread of inference each
   * @param topic of the pictures; also the name of the collection and the group
   * @param model the ONNX file
   * @param folder for script and logs
   */
  PeerScript(BenchServers servers, int count, String topic, Path model, Path folder) {
    this.ready = new CountDownLatch(count);
    PythonEnvironment python =
        PythonEnvironment.of(ServerHome.fromSystemProperty(), "peer", PACKAGES);
    Path script = script(folder);
    for (int i = 0; i < count; i++) {
      start(
          List.of(
              python.program("python"),
              script.toString(),
              servers.bootstrap(),
              topic,
              model.toString(),
              servers.milvusUri(),
              topic,
              "1"),
          folder.resolve("%s-%d.log".formatted(topic, i)));
    }
    awaitReady();
  }

  private static Path script(Path folder) {
    Path script = folder.resolve(RESOURCE);
    try (InputStream text =
        Objects.requireNonNull(PeerScript.class.getResourceAsStream(RESOURCE))) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException("The script cannot be written.", e);
    }
  }

  private void start(List<String> command, Path log) {
    try {
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      processes.add(process);
      Thread.ofPlatform().daemon().name("peer-output").start(() -> read(process));
    } catch (IOException e) {
      throw new UncheckedIOException("The script cannot be started.", e);
    }
  }

  private void read(Process process) {
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(READY)) {
          ready.countDown();
        } else {
          String[] words = line.split(" ");
          rate.add(Double.parseDouble(words[0]), Integer.parseInt(words[1]));
        }
      }
    } catch (IOException e) {
      // the process has ended, which the wait notices
    }
  }

  private void awaitReady() {
    try {
      if (!ready.await(BenchTimeouts.READY.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new IllegalStateException("The script got no partitions in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until so many pictures are in the index, and returns the rate at saturation. */
  double awaitRate(int pictures) {
    long moved = System.nanoTime();
    int before = 0;
    while (rate.pictures() < pictures) {
      if (rate.pictures() > before) {
        before = rate.pictures();
        moved = System.nanoTime();
      }
      if (System.nanoTime() - moved > BenchTimeouts.PROGRESS.toNanos()) {
        throw new IllegalStateException(
            "The script indexed %d of %d pictures and stands still.".formatted(before, pictures));
      }
      LockSupport.parkNanos(5_000_000);
    }
    return rate.perSecond();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      try {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (IOException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
