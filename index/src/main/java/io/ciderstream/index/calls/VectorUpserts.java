package io.ciderstream.index.calls;

import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.grpc.Status;
import io.milvus.grpc.UpsertRequest;
import io.milvus.grpc.VectorField;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.utils.ConvertUtils;
import io.milvus.v2.utils.DataUtils;
import io.milvus.v2.utils.RpcUtils;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Upserts rows whose vectors are arrays of floats. The SDK takes a vector as JSON, number by number
 * as an object, which costs a client more than all else that it does with a row. So only the other
 * fields go through the SDK, and vectors go into its request as they are. Behaves in all else like
 * the SDK's own upsert. Safe for use by several threads.
 */
final class VectorUpserts {
  private static final int RATE_LIMIT = 8;

  private final MilvusServiceBlockingStub stub;
  private final ConvertUtils convert = new ConvertUtils();
  private final RpcUtils rpc = new RpcUtils();
  private final Map<String, DescribeCollectionResponse> collections = new ConcurrentHashMap<>();

  /** Sends with the stub of a client. */
  VectorUpserts(MilvusServiceBlockingStub stub, RetryConfig retries) {
    this.stub = stub;
    rpc.retryConfig(retries);
  }

  /**
   * Upserts rows.
   *
   * @param rows without these vectors
   * @param vectors of each field, one for each row
   */
  void upsert(UpsertReq rows, Map<String, List<float[]>> vectors) {
    rpc.retry(
        () -> {
          send(rows, vectors);
          return true;
        });
  }

  private void send(UpsertReq rows, Map<String, List<float[]>> vectors) {
    DescribeCollectionResponse known = collection(rows);
    UpsertRequest request;
    try {
      request = request(rows, vectors, known);
    } catch (RuntimeException e) {
      request = request(rows, vectors, collectionNow(rows)); // it may have other fields by now
    }
    Status status = stub.upsert(request).getStatus();
    if (status.getErrorCode() == ErrorCode.SchemaMismatch) {
      status = stub.upsert(request(rows, vectors, collectionNow(rows))).getStatus();
    }
    if (status.getCode() != RATE_LIMIT && !isSuccess(status)) {
      collections.remove(name(rows));
    }
    rpc.handleResponse("Upsert to " + rows.getCollectionName(), status);
  }

  private static boolean isSuccess(Status status) {
    return status.getCode() == 0 && status.getErrorCode() == ErrorCode.Success;
  }

  private UpsertRequest request(
      UpsertReq rows, Map<String, List<float[]>> vectors, DescribeCollectionResponse collection) {
    DescribeCollectionResp others = convert.convertDescCollectionResp(collection);
    others
        .getCollectionSchema()
        .getFieldSchemaList()
        .removeIf(field -> vectors.containsKey(field.getName()));
    UpsertRequest.Builder request =
        new DataUtils.InsertBuilderWrapper().convertGrpcUpsertRequest(rows, others).toBuilder();
    vectors.forEach((field, values) -> request.addFieldsData(data(field, values)));
    return request.setSchemaTimestamp(collection.getUpdateTimestamp()).build();
  }

  private DescribeCollectionResponse collection(UpsertReq rows) {
    DescribeCollectionResponse known = collections.get(name(rows));
    return known == null ? collectionNow(rows) : known;
  }

  private DescribeCollectionResponse collectionNow(UpsertReq rows) {
    DescribeCollectionResponse described = describe(rows);
    collections.put(name(rows), described);
    return described;
  }

  private DescribeCollectionResponse describe(UpsertReq rows) {
    var request =
        DescribeCollectionRequest.newBuilder().setCollectionName(rows.getCollectionName());
    if (rows.getDatabaseName() != null) {
      request.setDbName(rows.getDatabaseName());
    }
    DescribeCollectionResponse described = stub.describeCollection(request.build());
    rpc.handleResponse("Describe " + rows.getCollectionName(), described.getStatus());
    return described;
  }

  private static String name(UpsertReq rows) {
    return rows.getDatabaseName() + "/" + rows.getCollectionName();
  }

  private static FieldData data(String field, List<float[]> vectors) {
    FloatArray.Builder numbers = FloatArray.newBuilder();
    for (float[] vector : vectors) {
      for (float number : vector) {
        numbers.addData(number);
      }
    }
    return FieldData.newBuilder()
        .setFieldName(field)
        .setType(DataType.FloatVector)
        .setVectors(VectorField.newBuilder().setDim(vectors.get(0).length).setFloatVector(numbers))
        .build();
  }
}
