package io.ciderstream.trials.latency;

import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.pictures.JpegComment;
import io.ciderstream.trials.system.BenchServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends new pictures at a fixed rate on its own thread until it is closed. */
final class BackgroundLoad implements AutoCloseable {
  private final Thread thread;
  private volatile boolean stopped;

  private BackgroundLoad(BenchServers servers, List<byte[]> pictures, double perSecond) {
    thread =
        Thread.ofPlatform().name("background-load").start(() -> send(servers, pictures, perSecond));
  }

  /** Starts to send. */
  static BackgroundLoad start(BenchServers servers, List<byte[]> pictures, double perSecond) {
    return new BackgroundLoad(servers, pictures, perSecond);
  }

  private void send(BenchServers servers, List<byte[]> pictures, double perSecond) {
    String run = UUID.randomUUID().toString();
    try (Producer<byte[], byte[]> producer = servers.kafka().producer()) {
      long start = System.nanoTime();
      for (int i = 0; !stopped; i++) {
        String id = "load-%s-%d".formatted(run, i);
        producer.send(
            new ProducerRecord<>(
                Topics.DEFAULT.images(),
                id.getBytes(StandardCharsets.UTF_8),
                JpegComment.add(pictures.get(i % pictures.size()), id)));
        LockSupport.parkNanos(start + Math.round((i + 1) * 1e9 / perSecond) - System.nanoTime());
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
