package io.ciderstream.trials.latency;

import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.measure.PacedLoop;
import io.ciderstream.trials.pictures.JpegComment;
import io.ciderstream.trials.system.BenchServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends new pictures at a fixed rate on its own thread until it is closed. */
final class BackgroundLoad implements AutoCloseable {
  private final String run = UUID.randomUUID().toString();
  private final List<byte[]> pictures;
  private final Producer<byte[], byte[]> producer;
  private final PacedLoop loop;

  private BackgroundLoad(BenchServers servers, List<byte[]> pictures, double perSecond) {
    this.pictures = pictures;
    this.producer = servers.kafka().producer();
    this.loop = PacedLoop.start("background-load", perSecond, this::send);
  }

  /** Starts to send. */
  static BackgroundLoad start(BenchServers servers, List<byte[]> pictures, double perSecond) {
    return new BackgroundLoad(servers, pictures, perSecond);
  }

  private void send(int number) {
    String id = "load-%s-%d".formatted(run, number);
    producer.send(
        new ProducerRecord<>(
            Topics.DEFAULT.images(),
            id.getBytes(StandardCharsets.UTF_8),
            JpegComment.add(pictures.get(number % pictures.size()), id)));
  }

  @Override
  public void close() {
    loop.close();
    producer.close();
  }
}
