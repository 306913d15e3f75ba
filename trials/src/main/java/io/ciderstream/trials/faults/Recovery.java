package io.ciderstream.trials.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.client.CiderClient;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.trials.faults.system.BoundedWait;
import io.ciderstream.trials.faults.system.TrialSystem;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Waits until a system has worked off everything and answers queries again. One thread. */
final class Recovery {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final FaultContext context;

  Recovery(FaultContext context) {
    this.context = context;
  }

  /**
   * Puts a picture into each partition, and asks for them until a reply covers all of them.
   *
   * @return seconds until then
   */
  double await() {
    long start = System.nanoTime();
    List<PartitionOffset> markers = new ArrayList<>();
    for (int partition = 0; partition < TrialSystem.PARTITIONS; partition++) {
      String id = id(partition);
      RecordPosition at = context.producer().put(id, picture(id)).join();
      markers.add(new PartitionOffset(at.partition(), at.offset()));
    }
    BoundedWait.until(() -> found(markers), LIMIT, "a reply that covers every partition");
    return (System.nanoTime() - start) / 1e9;
  }

  private byte[] picture(String id) {
    return context.pictures().jpeg(id.hashCode(), id);
  }

  private String id(int partition) {
    for (int i = 0; true; i++) {
      String id = "%s-marker-%d".formatted(context.name(), i);
      if (KeyPartition.of(id.getBytes(UTF_8), TrialSystem.PARTITIONS) == partition) {
        return id;
      }
    }
  }

  private boolean found(List<PartitionOffset> markers) {
    try (CiderClient client = context.system().client()) {
      Reply reply =
          client
              .search(
                  Query.newBuilder()
                      .setContent(ByteBuffer.wrap(picture("marker")))
                      .setAtLeast(markers)
                      .build())
              .join();
      context.log().accept("a query that covers all is " + reply.getStatus());
      return reply.getStatus() == Status.OK;
    } catch (CiderException | CompletionException e) {
      context.log().accept("a query that covers all failed: " + e.getMessage());
      return false;
    }
  }
}
