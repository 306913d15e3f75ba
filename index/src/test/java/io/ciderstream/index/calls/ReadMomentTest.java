package io.ciderstream.index.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.SearchRequest;
import org.junit.jupiter.api.Test;

class ReadMomentTest {
  @Test
  void shouldReplaceTheConsistencyOfReadsOnly() {
    QueryRequest query =
        QueryRequest.newBuilder().setExpr("a").setConsistencyLevel(ConsistencyLevel.Strong).build();
    QueryRequest asOf = ReadMoment.asOf(7, query);
    assertThat(asOf.getGuaranteeTimestamp()).isEqualTo(7);
    assertThat(asOf.getConsistencyLevel()).isEqualTo(ConsistencyLevel.Customized);
    assertThat(asOf.getUseDefaultConsistency()).isFalse();
    assertThat(asOf.getExpr()).isEqualTo("a");

    SearchRequest search = SearchRequest.newBuilder().setUseDefaultConsistency(true).build();
    assertThat(ReadMoment.asOf(7, search).getGuaranteeTimestamp()).isEqualTo(7);
    assertThat(ReadMoment.asOf(7, search).getUseDefaultConsistency()).isFalse();

    DeleteRequest delete = DeleteRequest.newBuilder().setExpr("a").build();
    assertThat(ReadMoment.asOf(7, delete)).isSameAs(delete);
  }
}
