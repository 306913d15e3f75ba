package io.ciderstream.cli.client;

import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.UninterruptedWait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Finds where the pictures are stored that an ingestion replaces, whichever client put them there.
 * Asks the index on a thread of its own for the next ids while those before them are sent. One use,
 * one thread.
 */
final class StoredPartitions implements AutoCloseable {
  /** How many ids are asked for at a time. */
  static final int BATCH = 100;

  private final DescriptorSearch index;
  private final List<String> ids;
  private final Consumer<String> warning;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("stored-partitions").factory());
  private Map<String, Integer> batch = Map.of();
  private Future<Map<String, Integer>> next;
  private int end; // of the batch
  private boolean available = true;

  /**
   * Asks for the first ids at once.
   *
   * @param ids in the order in which they are sent
   * @param warning receives that the index is unavailable
   */
  StoredPartitions(DescriptorSearch index, List<String> ids, Consumer<String> warning) {
    this.index = index;
    this.ids = ids;
    this.warning = warning;
    next = ask(0);
  }

  /**
   * Returns the partition where the picture is stored, if it is.
   *
   * @param number of its id in the list, never less than before
   * @throws CiderException as the index fails, but for an outage: then nothing counts as stored
   */
  Optional<Integer> of(int number) {
    while (available && number >= end) {
      end += BATCH;
      Future<Map<String, Integer>> asked = next;
      next = ask(end);
      batch = answer(asked);
    }
    return Optional.ofNullable(batch.get(ids.get(number)));
  }

  private Future<Map<String, Integer>> ask(int from) {
    List<ImageId> asked =
        ids.subList(Math.min(from, ids.size()), Math.min(from + BATCH, ids.size())).stream()
            .filter(StoredPartitions::isId)
            .map(ImageId::new)
            .toList();
    return thread.submit(() -> asked.isEmpty() ? Map.of() : lookUp(asked));
  }

  private Map<String, Integer> lookUp(List<ImageId> asked) {
    Map<String, Integer> found = new HashMap<>();
    index.sources(asked).forEach((id, source) -> found.put(id.value(), source.partition()));
    return found;
  }

  private Map<String, Integer> answer(Future<Map<String, Integer>> asked) {
    try {
      return UninterruptedWait.await(asked);
    } catch (CiderException e) {
      if (e.code().kind() != ErrorKind.DEPENDENCY) {
        throw e;
      }
      available = false;
      warning.accept(
          "the index is unavailable, so each picture is sent to the partition of its id's hash, even if it"
              + " replaces one in another: "
              + e.getMessage());
      return Map.of();
    }
  }

  private static boolean isId(String id) {
    try {
      return !new ImageId(id).value().isEmpty();
    } catch (CiderException e) {
      return false; // the embedder rejects it, with the reason
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
