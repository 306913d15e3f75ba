package io.ciderstream.index.descriptor;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.collection.CollectionAdmin;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.service.utility.request.AlterAliasReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.DescribeAliasReq;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The collections of one index, one for each model, and its alias. */
public final class DescriptorCollections {
  private static final Pattern HASH = Pattern.compile("[0-9A-Za-z]{1,32}");

  private final MilvusCalls calls;
  private final IndexOptions options;
  private final CollectionAdmin admin;

  /** Creates the collections of an index. */
  public DescriptorCollections(MilvusCalls calls, IndexOptions options) {
    this.calls = calls;
    this.options = options;
    this.admin =
        new CollectionAdmin(
            calls,
            DescriptorPlan.of(options.vectorIndex()),
            "Choose another %s".formatted(IndexSettings.NAME.name()),
            "Change %s or its parameters".formatted(IndexSettings.TYPE.name()));
  }

  /** Returns the administration of these collections. */
  public CollectionAdmin admin() {
    return admin;
  }

  /**
   * Returns a model's collection; the hash becomes a part of its name.
   *
   * @throws CiderException METADATA_INVALID if the hash is not 1 to 32 letters and digits
   */
  public Target target(String modelHash) {
    if (!HASH.matcher(modelHash).matches()) {
      throw new CiderException(
          ErrorCode.METADATA_INVALID,
          "The model hash is \"%s\", not 1 to 32 letters and digits.".formatted(modelHash));
    }
    return new Target("", new ModelId("", modelHash).collection(options.name()));
  }

  /** Returns the collections of all models. */
  public List<Target> all() {
    String prefix = new ModelId("", "").collection(options.name());
    return calls
        .call("list collections", client -> client.listCollections().getCollectionNames())
        .stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> HASH.matcher(name.substring(prefix.length())).matches())
        .map(name -> new Target("", name))
        .toList();
  }

  /**
   * Reads and checks the fields of a collection.
   *
   * @throws CiderException COLLECTION_MISMATCH
   */
  public DescriptorLayout layout(Target target, Duration limit) {
    return DescriptorPlan.check(admin.layout(target, limit));
  }

  /** Returns the collection that the alias points to, if both exist. */
  public Optional<Target> aliasTarget(Duration limit) {
    if (!admin.exists(new Target("", options.name()), limit)) {
      return Optional.empty();
    }
    DescribeAliasReq request = DescribeAliasReq.builder().alias(options.name()).build();
    return Optional.of(
        new Target(
            "",
            calls.call(
                "read the alias " + options.name(),
                limit,
                client -> client.describeAlias(request).getCollectionName())));
  }

  /** Creates the alias for this collection if it is missing, and returns its collection. */
  public Target ensureAlias(Target target) {
    Optional<Target> current = aliasTarget(calls.deadline());
    if (current.isPresent()) {
      return current.get();
    }
    CreateAliasReq request =
        CreateAliasReq.builder().alias(options.name()).collectionName(target.collection()).build();
    try {
      calls.call(
          "create the alias " + options.name(),
          client -> {
            client.createAlias(request);
            return true;
          });
    } catch (RefusedException e) {
      pointAlias(target);
    }
    return target;
  }

  /** Points an existing alias, even one without a collection, to this collection. */
  public void pointAlias(Target target) {
    AlterAliasReq request =
        AlterAliasReq.builder().alias(options.name()).collectionName(target.collection()).build();
    calls.call(
        "point the alias %s to %s".formatted(options.name(), target),
        client -> {
          client.alterAlias(request);
          return true;
        });
  }
}
