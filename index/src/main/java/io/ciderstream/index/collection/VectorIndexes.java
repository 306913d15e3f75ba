package io.ciderstream.index.collection;

import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.Target;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import java.util.List;
import java.util.function.Supplier;

/** Creates the vector indexes of existing collections. One thread. */
final class VectorIndexes {
  private final MilvusCalls calls;
  private final CollectionPlan plan;
  private final RefusalClassifier refusals;
  private final String remedy;

  /**
   * Creates the indexes of a plan.
   *
   * @param remedy what to do about an index that the server rejects
   */
  VectorIndexes(MilvusCalls calls, CollectionPlan plan, RefusalClassifier refusals, String remedy) {
    this.calls = calls;
    this.plan = plan;
    this.refusals = refusals;
    this.remedy = remedy;
  }

  /** Creates the indexes of the plan's vectors that a collection lacks. */
  void createMissing(Target target, Layout layout, Supplier<ServerVersion> version) {
    for (FieldSpec vector : plan.vectors()) {
      FieldSpec field = layout.fields().get(vector.name());
      if (field != null && !hasIndex(target, field.name())) {
        create(target, field, version.get());
      }
    }
  }

  private void create(Target target, FieldSpec field, ServerVersion version) {
    CreateIndexReq request =
        CreateIndexReq.builder()
            .databaseName(CollectionAdmin.database(target))
            .collectionName(target.collection())
            .indexParams(List.of(IndexParams.of(field, plan, version)))
            .sync(false)
            .build();
    String what = "index %s of %s".formatted(field.name(), target);
    try {
      calls.call(
          what,
          client -> {
            client.createIndex(request);
            return true;
          });
    } catch (RefusedException e) {
      if (!hasIndex(target, field.name())) {
        throw refusals.classified(what, e, version, remedy);
      }
    }
    refusals.succeeded(what);
  }

  private boolean hasIndex(Target target, String field) {
    ListIndexesReq request =
        ListIndexesReq.builder()
            .databaseName(CollectionAdmin.database(target))
            .collectionName(target.collection())
            .fieldName(field)
            .build();
    try {
      return !calls
          .call("list indexes of " + target, client -> client.listIndexes(request))
          .isEmpty();
    } catch (RefusedException e) {
      return false;
    }
  }
}
