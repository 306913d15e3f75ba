package io.ciderstream.index.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A change is its key, a colon, and a number; its group is the first letter of the key. */
@Timeout(30)
class BatchWriterTest {
  private static final BatchLimits LIMITS = new BatchLimits(64, 1 << 20);
  private static final int BYTES = 1000;

  private final List<List<String>> batches = new CopyOnWriteArrayList<>();
  private final Map<String, RuntimeException> preparing = new HashMap<>();
  private final Map<String, RuntimeException> encoding = new HashMap<>();
  private final Set<String> rejected = new HashSet<>();
  private final CountDownLatch secondEncoded = new CountDownLatch(1);
  private boolean waitsForNext;
  private int bytes = BYTES;
  private RuntimeException outage;

  private final BatchWriter<String, Prepared> writer = new BatchWriter<>(new FakeSteps());

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void shouldKeepTheLastChangeOfEachKeyInOrder() {
    assertThat(write("a:0", "ab:1", "ab:2", "a:3", "a:4")).isEmpty();
    assertThat(batches).containsExactly(List.of("ab:2", "a:4"));
  }

  @Test
  void shouldCutByRows() {
    write(IntStream.range(0, 130).mapToObj(i -> "k" + i + ":0").toArray(String[]::new));
    assertThat(batches).extracting(List::size).containsExactly(64, 64, 2);
  }

  @Test
  void shouldCutByBytes() {
    bytes = 600_000;
    write("a:0", "aa:0", "ab:0");
    assertThat(batches).hasSize(3);
  }

  @Test
  void shouldSendGroupsSeparately() {
    write("a:0", "b:0", "ab:0");
    assertThat(batches).containsExactly(List.of("a:0", "ab:0"), List.of("b:0"));
  }

  @Test
  void shouldWriteTheChangeBeforeARefusedOne() {
    rejected.addAll(List.of("a:2", "a:3"));
    encoding.put("a:4", new CiderException(ErrorCode.VECTOR_INVALID, "bad"));
    Map<String, CiderException> refused = write("a:0", "a:1", "a:2", "a:3", "a:4", "ab:5");
    assertThat(refused.keySet()).containsExactlyInAnyOrder("a:2", "a:3", "a:4");
    assertThat(refused.values())
        .extracting(CiderException::code)
        .containsExactlyInAnyOrder(
            ErrorCode.ROW_REFUSED, ErrorCode.ROW_REFUSED, ErrorCode.VECTOR_INVALID);
    assertThat(batches)
        .containsExactly(List.of("ab:5"), List.of("a:3"), List.of("a:2"), List.of("a:1"));
  }

  @Test
  void shouldRefuseAChangeThatCannotBePreparedOrEncodedAndWriteTheOthers() {
    preparing.put("a:0", new IllegalStateException("a bug"));
    encoding.put("ab:0", new IllegalStateException("another"));
    Map<String, CiderException> refused = write("a:0", "ab:0", "ac:0");
    assertThat(refused.values())
        .extracting(CiderException::code)
        .containsOnly(ErrorCode.UNEXPECTED)
        .hasSize(2);
    assertThat(batches).containsExactly(List.of("ac:0"));
  }

  @Test
  void shouldFailWhileADependencyIsUnavailable() {
    preparing.put("ab:0", new CiderException(ErrorCode.INDEX_UNAVAILABLE, "down"));
    assertThatThrownBy(() -> write("a:0", "ab:0")).hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(batches).isEmpty();
    preparing.clear();
    outage = new CiderException(ErrorCode.INDEX_UNAVAILABLE, "down");
    assertThatThrownBy(() -> write("a:0", "ab:0")).isSameAs(outage);
  }

  @Test
  void shouldEncodeTheNextBatchWhileOneIsSent() {
    waitsForNext = true;
    write(IntStream.range(0, 65).mapToObj(i -> "k" + i + ":0").toArray(String[]::new));
    assertThat(batches).hasSize(2);
  }

  private Map<String, CiderException> write(String... changes) {
    return writer.write(List.of(changes), LIMITS);
  }

  private static void fail(Map<String, RuntimeException> failures, String change) {
    if (failures.containsKey(change)) {
      throw failures.get(change);
    }
  }

  private record Prepared(String change, long bytes, Runnable encode)
      implements PreparedChange<Prepared> {
    @Override
    public Object group() {
      return change.charAt(0);
    }

    @Override
    public RowKey key() {
      return new RowKey.Text(change.substring(0, change.indexOf(':')));
    }

    @Override
    public Prepared encoded() {
      encode.run();
      return this;
    }
  }

  private final class FakeSteps implements BatchWriter.Steps<String, Prepared> {
    @Override
    public Prepared prepare(String change) {
      fail(preparing, change);
      return new Prepared(change, bytes, () -> encode(change));
    }

    private void encode(String change) {
      fail(encoding, change);
      if (change.equals("k64:0")) {
        secondEncoded.countDown();
      }
    }

    @Override
    public Map<Prepared, CiderException> send(List<Prepared> batch) {
      if (outage != null) {
        throw outage;
      }
      await();
      Map<Prepared, CiderException> refused = new HashMap<>();
      batches.add(batch.stream().map(each -> each.change()).toList());
      for (Prepared each : batch) {
        if (rejected.contains(each.change())) {
          refused.put(each, new CiderException(ErrorCode.ROW_REFUSED, "no"));
        }
      }
      return refused;
    }

    private void await() {
      try {
        if (waitsForNext && !secondEncoded.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the second batch was not encoded meanwhile");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
