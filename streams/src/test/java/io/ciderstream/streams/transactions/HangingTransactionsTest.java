package io.ciderstream.streams.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HangingTransactionsTest {
  private static final OpenTransaction OPEN =
      new OpenTransaction(new TopicPartition("descriptors", 3), 2, (short) 14, 0, 18);

  private final FakeTransactions broker = new FakeTransactions();
  private long now;
  private final HangingTransactions hanging =
      new HangingTransactions(Duration.ofSeconds(30), () -> now);

  /** A broker that does what it is told. */
  private static final class FakeTransactions implements TransactionAdmin {
    private final List<OpenTransaction> open = new ArrayList<>(List.of(OPEN));
    private final Set<OpenTransaction> forgotten = new HashSet<>();
    private final List<OpenTransaction> asked = new ArrayList<>();
    private boolean allowed = true;

    @Override
    public List<OpenTransaction> open() {
      return List.copyOf(open);
    }

    @Override
    public boolean isForgotten(OpenTransaction transaction) {
      return forgotten.contains(transaction);
    }

    @Override
    public boolean abort(OpenTransaction transaction) {
      asked.add(transaction);
      return allowed && open.remove(transaction);
    }
  }

  @AfterEach
  void close() {
    hanging.close();
  }

  private void checkAfter(Duration time) throws InterruptedException {
    now += time.toNanos();
    hanging.check(broker);
  }

  @Test
  void shouldAbortWhatItsCoordinatorHasForgottenButNotAtOnce() throws Exception {
    broker.forgotten.add(OPEN);
    checkAfter(Duration.ZERO);
    checkAfter(Duration.ofSeconds(29));
    assertThat(broker.asked).isEmpty();
    checkAfter(Duration.ofSeconds(1));
    assertThat(broker.asked).containsExactly(OPEN);
    assertThat(broker.open).isEmpty();
  }

  @Test
  void shouldLeaveATransactionThatItsCoordinatorKnows() throws Exception {
    checkAfter(Duration.ZERO);
    checkAfter(Duration.ofMinutes(10));
    assertThat(broker.asked).isEmpty();
  }

  @Test
  void shouldBeginAnewForALaterTransactionOfTheSameProducer() throws Exception {
    OpenTransaction later =
        new OpenTransaction(OPEN.partition(), 2, (short) 15, 0, OPEN.startOffset() + 5);
    broker.forgotten.addAll(List.of(OPEN, later));
    checkAfter(Duration.ZERO);
    broker.open.set(0, later);
    checkAfter(Duration.ofSeconds(40));
    assertThat(broker.asked).isEmpty();
  }

  @Test
  void shouldAskOnceWhereItMayNotAbort() throws Exception {
    broker.forgotten.add(OPEN);
    broker.allowed = false;
    checkAfter(Duration.ZERO);
    checkAfter(Duration.ofMinutes(1));
    checkAfter(Duration.ofMinutes(1));
    assertThat(broker.asked).hasSize(1);
  }
}
