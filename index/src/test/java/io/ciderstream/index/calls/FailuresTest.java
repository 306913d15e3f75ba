package io.ciderstream.index.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.shaded.io.grpc.Status;
import io.milvus.v2.exception.ErrorCode;
import io.milvus.v2.exception.MilvusClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  /**
   * Unavailable, memory, requests, disk, rate, quota, clocks, resources, channel, segment, node.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 8, 9, 11, 12, 500, 503, 600, 901, 1000})
  void shouldWaitForWhatTheServerMayTakeLater(int code) {
    assertThat(Failures.isOutage(server(code, 1))).isTrue();
  }

  /** Force deny, rate limit, memory and disk quota, clocks, not ready. */
  @ParameterizedTest
  @ValueSource(ints = {48, 49, 53, 54, 55, 56})
  void shouldWaitForTheSameInTheWordsOfOlderServers(int legacy) {
    assertThat(Failures.isOutage(server(0, legacy))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1100, 1102, 1700, 65_535})
  void shouldNotWaitForAnAnswer(int code) {
    assertThat(Failures.isOutage(server(code, 49))).isFalse();
  }

  @Test
  void shouldTellAccessFromAnOutage() {
    assertThat(Failures.isAccess(server(1400, 0))).isTrue();
    assertThat(Failures.isAccess(Status.UNAUTHENTICATED.asRuntimeException())).isTrue();
    assertThat(Failures.isOutage(server(1401, 0))).isFalse();
    assertThat(Failures.isAccess(server(8, 0))).isFalse();
  }

  @Test
  void shouldNameTheSettingOfTheServer() {
    assertThat(Failures.unavailable("http://m:1", "search", "refused", null))
        .hasMessageContaining("INDEX_UNAVAILABLE")
        .hasMessageContaining("http://m:1 (index.uri)");
  }

  private static MilvusClientException server(int code, int legacy) {
    return new MilvusClientException(ErrorCode.SERVER_ERROR, "no", code, legacy);
  }
}
