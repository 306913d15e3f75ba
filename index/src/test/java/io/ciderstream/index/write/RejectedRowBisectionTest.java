package io.ciderstream.index.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.calls.Failures;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.exception.ParamException;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.v2.exception.MilvusClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedRowBisectionTest {
  private static final int UNKNOWN = 65_535;
  private static final int PARAMETER = 1100;

  private final List<String> rows = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
  private long now = 7;
  private final BisectionMemory<String> memory = new BisectionMemory<>(() -> now);
  private final List<String> written = new ArrayList<>();
  private int calls;

  @Test
  void shouldFindTheRowsAtFaultAndWriteTheOthers() {
    Map<String, CiderException> refused = send(rows, Set.of("k3", "k77"), PARAMETER);
    assertThat(refused).containsOnlyKeys("k3", "k77");
    assertThat(refused.values())
        .extracting(CiderException::code)
        .containsOnly(ErrorCode.ROW_REFUSED);
    assertThat(written).hasSize(98).doesNotContain("k3", "k77").doesNotHaveDuplicates();
    assertThat(calls).isLessThan(40);
  }

  @Test
  void shouldBlameARowForAnUnclearRefusalOnlyIfAnotherIsTaken() {
    assertThatThrownBy(() -> send(rows.subList(3, 4), Set.of("k3"), UNKNOWN))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(send(rows, Set.of("k3"), UNKNOWN)).hasSize(1);
    assertThat(written).contains("k4");
    assertThat(send(rows.subList(3, 4), Set.of("k3"), PARAMETER)).hasSize(1);
  }

  @Test
  void shouldLetARowOfAnEarlierBatchSpeakForTheServer() {
    send(rows.subList(0, 1), Set.of(), UNKNOWN);
    assertThat(send(rows.subList(3, 4), Set.of("k3"), UNKNOWN)).containsOnlyKeys("k3");
    assertThat(send(rows.subList(10, 90), Set.copyOf(rows.subList(10, 90)), UNKNOWN)).hasSize(80);
  }

  @Test
  void shouldNotWriteAnEarlierRowAgainThatMayHaveChangedSince() {
    send(rows.subList(0, 1), Set.of(), UNKNOWN);
    memory.forget("k0"::equals);
    written.clear();
    assertThatThrownBy(() -> send(rows.subList(3, 4), Set.of("k3"), UNKNOWN))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(written).isEmpty();
  }

  @Test
  void shouldBlameALoneRowThatIsRefusedForLongButNotMany() {
    List<String> lone = rows.subList(3, 4);
    for (int i = 1; i < BisectionMemory.MIN_TRIES; i++) {
      assertThatThrownBy(() -> send(lone, Set.of("k3"), UNKNOWN))
          .hasMessageContaining("INDEX_UNAVAILABLE");
    }
    assertThatThrownBy(() -> send(lone, Set.of("k3"), UNKNOWN))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    now += BisectionMemory.BLAME_DELAY.toNanos();
    assertThat(send(lone, Set.of("k3"), UNKNOWN)).containsOnlyKeys("k3");
    assertThatThrownBy(() -> send(rows, Set.copyOf(rows), UNKNOWN))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void shouldBelieveNoCodeWhereEveryRowFitsItsCollection() {
    RejectedRowBisection<String> bisection = bisection(false);
    bisection.send(
        rows.subList(0, 3),
        batch -> {
          throw refusal(PARAMETER);
        });
    assertThatThrownBy(bisection::refused).hasMessageContaining("INDEX_UNAVAILABLE");
  }

  @Test
  void shouldGiveUpSoonIfAllAreRefusedForNoClearReason() {
    Set<String> all = Set.copyOf(rows);
    assertThatThrownBy(() -> send(rows, all, UNKNOWN)).isInstanceOf(RefusedException.class);
    assertThat(calls).isLessThan(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200})
  void shouldNotHalveForACollectionOrPartitionThatIsGone(int code) {
    assertThatThrownBy(() -> send(rows, Set.of("k3"), code)).isInstanceOf(RefusedException.class);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void shouldSendLessWhereARequestIsTooLarge() {
    RejectedRowBisection<String> bisection = bisection(true);
    bisection.send(rows, batch -> answerUpTo(13, batch));
    assertThat(bisection.refused()).isEmpty();
    assertThat(written).hasSize(100).doesNotHaveDuplicates();
    assertThatThrownBy(() -> bisection(true).send(rows, batch -> answerUpTo(0, batch)))
        .hasMessageContaining("INDEX_UNAVAILABLE");
  }

  private void answerUpTo(int most, List<String> batch) {
    if (batch.size() > most) {
      Exception cause = Status.RESOURCE_EXHAUSTED.asRuntimeException();
      throw Failures.unavailable("http://m", "upsert", "larger than max", cause);
    }
    answer(batch, true);
  }

  @Test
  void shouldNotBlameRowsThatCameWhileTheServerStarted() {
    RejectedRowBisection<String> bisection = bisection(true);
    bisection.send(rows, batch -> answer(batch, ++calls > 8));
    assertThat(bisection.refused()).isEmpty();
    assertThat(Set.copyOf(written)).hasSize(100);
  }

  @Test
  void shouldNotBlameRowsThatCameWhenTheServerFailed() {
    RejectedRowBisection<String> bisection = bisection(true);
    bisection.send(rows, batch -> answer(batch, ++calls == 2));
    assertThatThrownBy(() -> bisection.refused()).hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(written).hasSize(50);
  }

  private void answer(List<String> batch, boolean takes) {
    if (!takes) {
      throw refusal(UNKNOWN);
    }
    written.addAll(batch);
  }

  @Test
  void shouldTellWhomACodeBlames() {
    assertThat(refusal(PARAMETER).isParameters()).isTrue();
    assertThat(refusal(UNKNOWN).isParameters()).isFalse();
    assertThat(refusal(1).isParameters()).isFalse();
    assertThat(new RefusedException("x", new ParamException("y")).isParameters()).isTrue();
  }

  @Test
  void shouldNotShowAVector() {
    String message = "bad vector [0.1234, -0.5678, 1.0E-4, 0.25, 3] for field v";
    assertThat(new RefusedException("upsert", new ParamException(message)))
        .hasMessageContaining("bad vector [...] for field v")
        .hasNoCause();
  }

  private Map<String, CiderException> send(List<String> some, Set<String> bad, int code) {
    RejectedRowBisection<String> bisection = bisection(true);
    bisection.send(
        some,
        batch -> {
          calls++;
          if (batch.stream().anyMatch(bad::contains)) {
            throw refusal(code);
          }
          written.addAll(batch);
        });
    return bisection.refused();
  }

  private static RefusedException refusal(int code) {
    return new RefusedException(
        "upsert",
        new MilvusClientException(io.milvus.v2.exception.ErrorCode.SERVER_ERROR, "no", code, 1));
  }

  private RejectedRowBisection<String> bisection(boolean codesBlameRows) {
    return new RejectedRowBisection<>("http://m", row -> row, codesBlameRows, memory);
  }
}
