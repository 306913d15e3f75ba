package io.ciderstream.trials.faults.change;

import io.ciderstream.client.CiderClient;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.trials.measure.PacedLoop;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;

/**
 * Asks for pictures that are indexed, at a fixed rate, and looks at each reply. The best match of a
 * picture is itself, with the score 1. A query of one model that met vectors of {@link
 * NegatedModel} would find no picture with a score near that.
 */
public final class CheckedQueries implements AutoCloseable {
  private static final float SAME = 0.99f;

  private final CiderClient client;
  private final IntFunction<byte[]> pictures;
  private final Queue<CompletableFuture<?>> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final Queue<String> mixed = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> byModel = new ConcurrentHashMap<>();
  private final PacedLoop loop;

  private CheckedQueries(CiderClient client, double perSecond, IntFunction<byte[]> pictures) {
    this.client = client;
    this.pictures = pictures;
    this.loop = PacedLoop.start("checked-queries", perSecond, this::ask);
  }

  /**
   * Starts to ask.
   *
   * @param client stays open
   * @param pictures by the number of the query from 0, each of them indexed for good
   */
  public static CheckedQueries start(
      CiderClient client, double perSecond, IntFunction<byte[]> pictures) {
    return new CheckedQueries(client, perSecond, pictures);
  }

  private void ask(int number) {
    Query query = Query.newBuilder().setContent(ByteBuffer.wrap(pictures.apply(number))).build();
    asked.add(client.search(query).handle((reply, error) -> note(number, reply, error)));
  }

  private Void note(int number, Reply reply, Throwable error) {
    if (error != null) {
      failed.add("query %d: %s".formatted(number, error.getMessage()));
    } else if (reply.getStatus() != Status.OK) {
      failed.add("query %d: %s".formatted(number, reply.getErrorMessage()));
    } else {
      byModel.merge(reply.getModel().getHash(), 1, Integer::sum);
      double best = reply.getMatches().isEmpty() ? -1 : reply.getMatches().getFirst().getScore();
      if (best < SAME) {
        mixed.add("query %d: its best score is %.3f".formatted(number, best));
      }
    }
    return null;
  }

  /** Returns the replies so far that are not OK, or never came. */
  public List<String> failed() {
    return List.copyOf(failed);
  }

  /** Returns the replies so far that did not find the picture itself. */
  public List<String> mixed() {
    return List.copyOf(mixed);
  }

  /** Returns how many replies so far are of each model, by its hash. */
  public Map<String, Integer> byModel() {
    return new TreeMap<>(byModel);
  }

  /** Ends the load and waits for the last reply. */
  @Override
  public void close() {
    loop.close();
    asked.forEach(CompletableFuture::join);
  }
}
