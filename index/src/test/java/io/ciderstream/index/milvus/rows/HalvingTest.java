package io.ciderstream.index.milvus.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.ciderstream.index.milvus.Failures;
import io.ciderstream.index.milvus.RefusedException;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.exception.ParamException;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.v2.exception.MilvusClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvingTest {
  private static final int UNKNOWN = 65_535;
  private static final int PARAMETER = 1100;

  private final List<Prepared.Upsert> rows = IntStream.range(0, 100).mapToObj(this::row).toList();
  private final List<String> written = new ArrayList<>();
  private int calls;

  @Test
  void shouldFindTheRowsAtFaultAndWriteTheOthers() {
    Map<PreparedChange, CiderException> refused = send(rows, Set.of("k3", "k77"), PARAMETER);
    assertThat(refused.keySet()).extracting(PreparedChange::key).hasToString("[k3, k77]");
    assertThat(refused.values())
        .extracting(CiderException::code)
        .containsOnly(ErrorCode.ROW_REFUSED);
    assertThat(written).hasSize(98).doesNotContain("k3", "k77").doesNotHaveDuplicates();
    assertThat(calls).isLessThan(40);
  }

  @Test
  void shouldBlameARowForAnUnclearRefusalOnlyIfAnotherIsTaken() {
    assertThat(send(rows, Set.of("k3"), UNKNOWN)).hasSize(1);
    assertThat(written).contains("k4");
    assertThatThrownBy(() -> send(rows.subList(3, 4), Set.of("k3"), UNKNOWN))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(send(rows.subList(3, 4), Set.of("k3"), PARAMETER)).hasSize(1);
  }

  @Test
  void shouldGiveUpSoonIfAllAreRefusedForNoClearReason() {
    Set<String> all = Set.copyOf(rows.stream().map(row -> row.key().toString()).toList());
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
    Halving halving = new Halving();
    halving.send(rows, batch -> answerUpTo(13, batch));
    assertThat(halving.refused("http://m")).isEmpty();
    assertThat(written).hasSize(100).doesNotHaveDuplicates();
    assertThatThrownBy(() -> new Halving().send(rows, batch -> answerUpTo(0, batch)))
        .hasMessageContaining("INDEX_UNAVAILABLE");
  }

  private void answerUpTo(int most, List<Prepared.Upsert> batch) {
    if (batch.size() > most) {
      Exception cause = Status.RESOURCE_EXHAUSTED.asRuntimeException();
      throw Failures.unavailable("http://m", "upsert", "larger than max", cause);
    }
    answer(batch, true);
  }

  @Test
  void shouldNotBlameRowsThatCameWhileTheServerStarted() {
    Halving halving = new Halving();
    halving.send(rows, batch -> answer(batch, ++calls > 8));
    assertThat(halving.refused("http://m")).isEmpty();
    assertThat(Set.copyOf(written)).hasSize(100);
  }

  @Test
  void shouldNotBlameRowsThatCameWhenTheServerFailed() {
    Halving halving = new Halving();
    halving.send(rows, batch -> answer(batch, ++calls == 2));
    assertThatThrownBy(() -> halving.refused("http://m")).hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(written).hasSize(50);
  }

  private void answer(List<Prepared.Upsert> batch, boolean takes) {
    if (!takes) {
      throw refusal(UNKNOWN);
    }
    batch.forEach(row -> written.add(row.key().toString()));
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

  private Map<PreparedChange, CiderException> send(
      List<Prepared.Upsert> some, Set<String> bad, int code) {
    Halving halving = new Halving();
    halving.send(
        some,
        batch -> {
          calls++;
          List<String> keys = batch.stream().map(row -> row.key().toString()).toList();
          if (keys.stream().anyMatch(bad::contains)) {
            throw refusal(code);
          }
          written.addAll(keys);
        });
    return halving.refused("http://m");
  }

  private static RefusedException refusal(int code) {
    return new RefusedException(
        "upsert",
        new MilvusClientException(io.milvus.v2.exception.ErrorCode.SERVER_ERROR, "no", code, 1));
  }

  private Prepared.Upsert row(int i) {
    return new Prepared.Upsert(
        new RowKey.Text("k" + i),
        new SourceOffset("t", 0, i),
        new JsonObject(),
        Optional.empty(),
        10);
  }
}
