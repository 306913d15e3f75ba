package io.ciderstream.rebuild;

import io.ciderstream.client.admin.ClusterView;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.descriptor.MilvusIndexAdmin;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Waits until a new collection is filled, checks it, and points the alias to it. One thread. */
public final class Rebuild {
  /** How much later than the old collection the new one may be when the alias is switched. */
  private static final Duration CAUGHT_UP = Duration.ofSeconds(10);

  private final CollectionName collection;
  private final MilvusIndexAdmin index;
  private final CatchUp catchUp;
  private final Consumer<String> lines;

  /**
   * Creates a rebuild whose roles run already.
   *
   * @param collection the new one
   * @param stages of the roles that fill it, in the order of the data's way
   * @param index whose alias is switched
   * @param lines receives progress and results
   */
  public Rebuild(
      CollectionName collection,
      List<RebuildStage> stages,
      ClusterView cluster,
      MilvusIndexAdmin index,
      InstantSource clock,
      Consumer<String> lines) {
    this.collection = collection;
    this.index = index;
    this.catchUp = new CatchUp(stages, cluster, clock, lines);
    this.lines = lines;
  }

  /**
   * Fills the collection until it lags no more than some seconds behind the log.
   *
   * @throws InterruptedException if interrupted while it waits; a later call goes on
   */
  public void fill() throws InterruptedException {
    lines.accept("filling " + collection.collection());
    catchUp.await(CAUGHT_UP);
    if (!index.collections().contains(collection)) {
      throw new CiderException(
          ErrorCode.INDEX_BEHIND,
          "The log has no descriptor, so there is no collection %s."
              .formatted(collection.collection()));
    }
    index.flush(collection);
    lines.accept("%s has caught up".formatted(collection.collection()));
  }

  /**
   * Checks the collection and switches the alias in one step.
   *
   * @throws CiderException INDEX_BEHIND if it differs from the log; the alias stays as it is
   */
  public void switchAlias(RebuiltIndexCheck check) throws InterruptedException {
    lines.accept("verifying");
    var difference = check.difference();
    if (difference.isPresent()) {
      throw new CiderException(
          ErrorCode.INDEX_BEHIND,
          "%s is not as the log says: %s. The alias was not switched."
              .formatted(collection.collection(), difference.get()));
    }
    catchUp.await(CAUGHT_UP);
    index.serve(collection);
    lines.accept("the alias points to %s".formatted(collection.collection()));
  }
}
