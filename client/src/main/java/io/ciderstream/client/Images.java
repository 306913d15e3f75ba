package io.ciderstream.client;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Puts and deletes pictures where their ids' pictures are stored, so that each record follows the
 * one that it replaces. Any thread.
 */
final class Images implements AutoCloseable {
  private final String topic;
  private final PictureLookup lookup;
  private final ImagePartitions partitions;
  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<PartitionOffset>> kafka;
  private final ImageSender sender;

  /**
   * Creates the images.
   *
   * @param topic of images
   * @param partitions how many the topic has; may throw a CiderException
   * @param kafka sends a record
   */
  Images(
      String topic,
      PictureLookup lookup,
      IntSupplier partitions,
      Function<ProducerRecord<byte[], byte[]>, CompletableFuture<PartitionOffset>> kafka,
      LongSupplier nanoTime) {
    this.topic = topic;
    this.lookup = lookup;
    this.partitions = new ImagePartitions(partitions);
    this.kafka = kafka;
    this.sender = new ImageSender(nanoTime);
  }

  CompletableFuture<PartitionOffset> put(String id, byte[] key, byte[] value, Headers headers) {
    return submit(
        id,
        value.length,
        false,
        lookup::unlessSilent,
        stored ->
            kafka.apply(
                new ProducerRecord<>(
                    topic, partitions.toReplace(stored).orElse(null), key, value, headers)));
  }

  CompletableFuture<PartitionOffset> delete(String id, byte[] key) {
    return submit(
        id, 0, true, lookup::always, stored -> delete(key, partitions.toDelete(key, stored)));
  }

  private CompletableFuture<PartitionOffset> delete(byte[] key, List<Integer> targets) {
    if (targets.isEmpty()) {
      return kafka.apply(deletion(key, null));
    }
    List<CompletableFuture<PartitionOffset>> sent = new ArrayList<>();
    targets.forEach(partition -> sent.add(kafka.apply(deletion(key, partition))));
    return all(sent).thenApply(done -> sent.get(0).join());
  }

  private static CompletableFuture<Void> all(Collection<CompletableFuture<PartitionOffset>> sent) {
    return CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0]));
  }

  private ProducerRecord<byte[], byte[]> deletion(byte[] key, Integer partition) {
    return new ProducerRecord<>(topic, partition, key, null, new RecordHeaders());
  }

  private CompletableFuture<PartitionOffset> submit(
      String id,
      int bytes,
      boolean again,
      ImageSender.Lookup place,
      Function<List<Integer>, CompletableFuture<PartitionOffset>> send) {
    if (!lookup.isOn()) {
      return send.apply(List.of());
    }
    CompletableFuture<PartitionOffset> result = new CompletableFuture<>();
    Context context = Context.current();
    try {
      sender.send(
          id,
          bytes,
          again,
          place,
          stored -> {
            try (Scope scope = context.makeCurrent()) {
              complete(result, send.apply(stored));
            } catch (RuntimeException e) {
              result.completeExceptionally(e);
            }
          });
    } catch (CiderException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private static void complete(
      CompletableFuture<PartitionOffset> result, CompletableFuture<PartitionOffset> sent) {
    sent.whenComplete(
        (position, error) -> {
          if (error == null) {
            result.complete(position);
          } else {
            Throwable cause = error.getCause() instanceof CiderException ? error.getCause() : error;
            result.completeExceptionally(cause);
          }
        });
  }

  /** Sends the records that wait. */
  @Override
  public void close() {
    sender.close();
  }
}
