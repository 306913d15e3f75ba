package io.ciderstream.trials.faults.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.load.LoadMix;
import io.ciderstream.trials.faults.load.Poison;
import io.ciderstream.trials.faults.system.TrialSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Pictures that cannot be indexed, or that come in an awkward order or with odd times. */
final class PictureFaults {
  private static final int CHANGES = 4;
  private static final int CHANGES_ACROSS = 3;
  private static final int RACES = 200;
  private static final int QUICK_RACES = 40;
  private static final int STAMPED = 200;
  private static final Duration CLOCK_ERROR = Duration.ofMinutes(10);

  private static final int POISONED_DESCRIPTORS = 1_200;
  private static final int QUICK_POISONED = 100;

  private PictureFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        FaultTrial.of(
                "poison",
                "1%% of the records cannot be indexed: %d kinds of bad keys, values and headers"
                    .formatted(Poison.values().length),
                Promises.HOSTILE,
                PictureFaults::poison)
            .under(LoadMix.USUAL.withRate(40).withPoison(0.01)),
        FaultTrial.of(
            "orders",
            "puts, replacements and deletions of one id in every order of up to %d, each in one batch"
                .formatted(CHANGES),
            Promises.LAST_RECORD,
            PictureFaults::orders),
        FaultTrial.of(
            "orders-across-partitions",
            "the same over two partitions, between which is no order: verify must name each id that"
                + " differs, and --repair must make it right",
            Promises.REBUILD,
            PictureFaults::ordersAcrossPartitions),
        FaultTrial.of(
            "deleted-while-embedded",
            "pictures are deleted 0 to 100 ms after they were put, %d times".formatted(RACES),
            Promises.LAST_RECORD,
            PictureFaults::races),
        FaultTrial.of(
            "clocks-off",
            "records of one id with timestamps 10 minutes ahead, then 10 minutes behind, then right",
            Promises.LAST_RECORD,
            PictureFaults::clocks));
  }

  /** Sends one of each kind besides those of the load, which are few in a short trial. */
  private static void poison(FaultContext context) {
    for (Poison kind : Poison.values()) {
      context.producer().send(kind.marked("%s-each-%s".formatted(context.name(), kind)));
    }
    context.awaitDescriptors(context.either(POISONED_DESCRIPTORS, QUICK_POISONED));
  }

  /** Sends every sequence of puts and deletions of each length, each to an id of its own. */
  private static void orders(FaultContext context) {
    int ids = 0;
    for (int length = 1; length <= CHANGES; length++) {
      for (int order = 0; order < 1 << length; order++) {
        String id = "%s-order-%d".formatted(context.name(), ids++);
        for (int i = 0; i < length; i++) {
          if ((order >> i & 1) == 0) {
            context.producer().put(id, context.pictures().jpeg(ids + i, id + " " + i));
          } else {
            context.producer().delete(id);
          }
        }
      }
    }
    context.producer().flush();
  }

  /** Sends every sequence of puts and deletions in two partitions. */
  private static void ordersAcrossPartitions(FaultContext context) {
    int ids = 0;
    for (int length = 2; length <= CHANGES_ACROSS; length++) {
      for (int order = 0; order < 1 << (2 * length); order++) {
        byte[] id = "%s-order-%d".formatted(context.name(), ids++).getBytes(UTF_8);
        int home = KeyPartition.of(id, TrialSystem.PARTITIONS);
        for (int i = 0; i < length; i++) {
          int partition = (home + (order >> (2 * i) & 1)) % TrialSystem.PARTITIONS;
          boolean deletes = (order >> (2 * i + 1) & 1) == 1;
          byte[] value = deletes ? null : context.pictures().jpeg(ids + i, ids + " " + i);
          context
              .producer()
              .send(new ProducerRecord<>(Topics.DEFAULT.images(), partition, id, value));
        }
      }
    }
    context.awaitIndexed();
    context.log().accept("verify: " + context.judge().judge(context.system()).differences());
    context.judge().repair(context.system());
  }

  private static void races(FaultContext context) throws InterruptedException {
    Random random = new Random(1);
    for (int i = 0; i < context.either(RACES, QUICK_RACES); i++) {
      String id = "%s-race-%d".formatted(context.name(), i);
      context.producer().put(id, context.pictures().jpeg(i, id));
      Thread.sleep(random.nextInt(100));
      context.producer().delete(id);
    }
    context.producer().flush();
  }

  private static void clocks(FaultContext context) {
    List<Duration> errors = List.of(CLOCK_ERROR, CLOCK_ERROR.negated(), Duration.ZERO);
    for (int i = 0; i < STAMPED; i++) {
      String id = "%s-stamped-%d".formatted(context.name(), i);
      List<byte[]> values = new ArrayList<>();
      values.add(context.pictures().jpeg(i, id + " first"));
      values.add(context.pictures().jpeg(i + 1, id + " second"));
      values.add(i % 2 == 0 ? null : context.pictures().jpeg(i + 2, id + " third"));
      for (int change = 0; change < values.size(); change++) {
        // each of the six orders of the errors comes in turn
        Duration error = errors.get((change * (1 + i % 2) + i) % errors.size());
        context
            .producer()
            .send(
                new ProducerRecord<>(
                    Topics.DEFAULT.images(),
                    null,
                    Instant.now().plus(error).toEpochMilli(),
                    id.getBytes(UTF_8),
                    values.get(change)));
      }
    }
    context.producer().flush();
  }
}
