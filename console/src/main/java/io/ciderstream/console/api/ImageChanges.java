package io.ciderstream.console.api;

import io.ciderstream.console.http.Problem;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.Position;
import io.ciderstream.console.log.Sender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Produces changes of pictures to the partitions where the pictures are, since only there do they
 * follow what they replace. An id that is not known goes to the partition of its key's hash.
 */
final class ImageChanges {
  private final String topic;
  private final Sender sender;
  private final DescriptorView descriptors;

  /**
   * @param topic of images
   */
  ImageChanges(String topic, Sender sender, DescriptorView descriptors) {
    this.topic = topic;
    this.sender = sender;
    this.descriptors = descriptors;
  }

  /**
   * Produces a picture; of an id with pictures in several partitions to each of them, so that the
   * index ends with this one in whatever order it is made.
   *
   * @param id the key; a refused record may have one that is no id
   * @param otherwise the partition of an id that is not known; empty for that of the key's hash
   * @return where the picture is now, one position at least
   */
  List<Position> put(
      byte[] id, byte[] picture, Iterable<Header> headers, Optional<Integer> otherwise) {
    List<Integer> known = id == null ? List.of() : descriptors.toReplace(text(id));
    return send(id, picture, headers, known.isEmpty() ? otherwise.stream().toList() : known);
  }

  private static String text(byte[] id) {
    return new String(id, StandardCharsets.UTF_8);
  }

  /**
   * Produces a deletion to every partition that has a picture of the id.
   *
   * @return where the deletions are, one position at least
   * @throws Problem 503 while it is not known where all pictures are
   */
  List<Position> delete(byte[] id) {
    if (!descriptors.isCaughtUp()) {
      throw Problem.of(503, "The descriptors topic is not read to its end yet; ask again.");
    }
    return send(id, null, List.of(), descriptors.toDelete(text(id)));
  }

  private List<Position> send(
      byte[] key, byte[] value, Iterable<Header> headers, List<Integer> partitions) {
    if (partitions.isEmpty()) {
      return List.of(sender.send(new ProducerRecord<>(topic, null, key, value, headers)));
    }
    List<Position> sent = new ArrayList<>();
    for (Integer partition : partitions) {
      sent.add(sender.send(new ProducerRecord<>(topic, partition, key, value, headers)));
    }
    return sent;
  }
}
