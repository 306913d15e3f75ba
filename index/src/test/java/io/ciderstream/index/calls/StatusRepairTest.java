package io.ciderstream.index.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.SearchResults;
import io.milvus.grpc.Status;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.utils.RpcUtils;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class StatusRepairTest {
  private static final String REASON = "unknown field 'x' at column 1";

  private static Status refusal(int code) {
    return Status.newBuilder().setErrorCodeValue(code).setCode(code).setReason(REASON).build();
  }

  private static RefusedException seen(Status status) {
    MilvusClientException thrown =
        Assertions.catchThrowableOfType(
            MilvusClientException.class, () -> new RpcUtils().handleResponse("search", status));
    return new RefusedException("search", thrown);
  }

  @Test
  void shouldKeepTheReasonOfACodeThatTheSdkDoesNotKnow() {
    SearchResults answer =
        StatusRepair.repaired(SearchResults.newBuilder().setStatus(refusal(6)).build());
    RefusedException refused = seen(answer.getStatus());
    assertThat(refused).hasMessageContaining(REASON);
    assertThat(refused.isParameters()).isTrue();
    assertThat(refused.isCollection()).isFalse();
  }

  @Test
  void shouldTellACollectionThatIsNotLoaded() {
    RefusedException refused = seen(StatusRepair.repaired(refusal(101)));
    assertThat(refused).hasMessageContaining(REASON);
    assertThat(refused.isCollection()).isTrue();
    assertThat(refused.isParameters()).isFalse();
  }

  @Test
  void shouldLeaveOtherAnswersAsTheyAre() {
    Status known = refusal(ErrorCode.RateLimit_VALUE);
    assertThat(StatusRepair.repaired(known)).isSameAs(known);
    SearchResults answer = SearchResults.newBuilder().setStatus(known).build();
    assertThat(StatusRepair.repaired(answer)).isSameAs(answer);
    assertThat(StatusRepair.repaired("no message")).isEqualTo("no message");
  }
}
