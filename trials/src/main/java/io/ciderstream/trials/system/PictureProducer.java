package io.ciderstream.trials.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Produces pictures to a topic under numbered ids. One thread. */
public final class PictureProducer {
  private final BenchServers servers;
  private final String topic;

  /** Creates a producer to a topic. */
  public PictureProducer(BenchServers servers, String topic) {
    this.servers = servers;
    this.topic = topic;
  }

  /**
   * Sends all pictures and waits until the broker has them.
   *
   * @param prefix of the ids
   */
  public void send(String prefix, List<byte[]> pictures) {
    try (Producer<byte[], byte[]> producer = servers.kafka().producer()) {
      for (int i = 0; i < pictures.size(); i++) {
        byte[] id = (prefix + i).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, id, pictures.get(i)));
      }
      producer.flush();
    }
  }
}
