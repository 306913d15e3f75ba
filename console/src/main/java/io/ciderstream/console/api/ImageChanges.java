package io.ciderstream.console.api;

import io.ciderstream.console.http.Problem;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.ImageLocator;
import io.ciderstream.console.log.RecordSender;
import io.ciderstream.console.log.TopicAccess;
import io.ciderstream.schemas.RecordPosition;
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
  private final RecordSender sender;
  private final DescriptorView descriptors;
  private final ImageLocator locator;

  /**
   * Creates the image changes.
   *
   * @param topic of images
   */
  ImageChanges(String topic, TopicAccess access) {
    this.topic = topic;
    this.sender = access.sender();
    this.descriptors = access.descriptors();
    this.locator = access.images();
  }

  /**
   * Produces a picture; if the id has pictures in several partitions, to each of them, so that the
   * index ends with this one in any order of processing.
   *
   * @param id the key; that of a rejected record can be an invalid id
   * @param otherwise the partition of an id that is not known; empty for that of the key's hash
   * @return where the picture is now, one position at least
   */
  List<RecordPosition> put(
      byte[] id, byte[] picture, Iterable<Header> headers, Optional<Integer> otherwise) {
    List<Integer> known = id == null ? List.of() : locator.toReplace(text(id));
    return send(id, picture, headers, known.isEmpty() ? otherwise.stream().toList() : known);
  }

  private static String text(byte[] id) {
    return new String(id, StandardCharsets.UTF_8);
  }

  /**
   * Produces a deletion to every partition that has a picture of the id.
   *
   * @return where the deletions are, one position at least
   * @throws Problem 503 until the latest descriptors are read
   */
  List<RecordPosition> delete(byte[] id) {
    if (!descriptors.isCaughtUp()) {
      throw Problem.of(503, "The latest descriptors are not read yet; try again.");
    }
    return send(id, null, List.of(), locator.toDelete(text(id)));
  }

  private List<RecordPosition> send(
      byte[] key, byte[] value, Iterable<Header> headers, List<Integer> partitions) {
    if (partitions.isEmpty()) {
      return List.of(sender.send(new ProducerRecord<>(topic, null, key, value, headers)));
    }
    List<RecordPosition> sent = new ArrayList<>();
    for (Integer partition : partitions) {
      sent.add(sender.send(new ProducerRecord<>(topic, partition, key, value, headers)));
    }
    return sent;
  }
}
