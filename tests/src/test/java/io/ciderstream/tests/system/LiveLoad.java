package io.ciderstream.tests.system;

import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.client.QueryClient;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Queries of stable pictures, while other pictures come, change and go. */
final class LiveLoad implements AutoCloseable {
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(60);
  private static final float SAME = 0.99f;

  private final Wiring wiring;
  private final int stable;
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final List<String> mixed = new CopyOnWriteArrayList<>();
  private final Set<String> models = new ConcurrentSkipListSet<>();
  private final Set<String> live = new ConcurrentSkipListSet<>();
  private final AtomicInteger replies = new AtomicInteger();
  private volatile boolean changing = true;
  private volatile boolean asking = true;
  private Thread changes;
  private Thread queries;

  private LiveLoad(Wiring wiring, int stable) {
    this.wiring = wiring;
    this.stable = stable;
    IntStream.range(0, stable).mapToObj(Scenes::name).forEach(live::add);
  }

  /**
   * Starts.
   *
   * @param stable so many scenes are indexed and stay
   */
  static LiveLoad start(Wiring wiring, int stable) {
    LiveLoad load = new LiveLoad(wiring, stable);
    load.changes = Thread.ofPlatform().daemon().name("changes").start(load::change);
    load.queries = Thread.ofPlatform().daemon().name("queries").start(load::ask);
    return load;
  }

  private void change() {
    try (Producer<byte[], byte[]> producer = wiring.kafka().producer()) {
      for (int i = 0; changing; i++) {
        String id = "live-" + i % 20;
        boolean deletes = i % 3 == 2;
        producer.send(
            new ProducerRecord<>(
                wiring.topics().images(),
                id.getBytes(StandardCharsets.UTF_8),
                deletes ? null : Scenes.jpeg(1_000 + i)));
        if (deletes) {
          live.remove(id);
        } else {
          live.add(id);
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    try (QueryClient client = new QueryClient(wiring.kafka(), wiring.topics(), wiring::reply)) {
      for (int i = 0; asking; i++) {
        note(
            i % stable,
            client.ask(Scenes.jpeg(i % stable), Map.of(HeaderNames.TOP_K, "3"), REPLY_TIMEOUT));
      }
    }
  }

  private void note(int scene, Reply reply) {
    if (reply.getStatus() != Status.OK) {
      failed.add(reply.getErrorCode() + ": " + reply.getErrorMessage());
    } else {
      Match best = reply.getMatches().getFirst();
      if (!best.getImageId().equals(Scenes.name(scene)) || best.getScore() < SAME) {
        mixed.add(
            "%s found %s with %s"
                .formatted(Scenes.name(scene), best.getImageId(), best.getScore()));
      }
      models.add(reply.getModel().getHash());
    }
    replies.incrementAndGet();
  }

  void awaitReplyOf(String modelHash, Duration limit) {
    await().atMost(limit).until(() -> models.contains(modelHash));
  }

  void awaitMore(int count, Duration limit) {
    int end = replies.get() + count;
    await().atMost(limit).until(() -> replies.get() >= end);
  }

  /** Ends the changes, so that it is known which images there are. */
  void stopChanging() throws InterruptedException {
    changing = false;
    changes.join();
  }

  Set<String> expectedIds() {
    return new TreeSet<>(live);
  }

  List<String> failed() {
    return failed;
  }

  List<String> mixed() {
    return mixed;
  }

  Set<String> models() {
    return models;
  }

  @Override
  public void close() throws InterruptedException {
    changing = false;
    asking = false;
    changes.join();
    queries.join();
  }
}
