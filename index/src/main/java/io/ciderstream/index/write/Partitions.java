package io.ciderstream.index.write;

import io.ciderstream.index.collection.CollectionAdmin;
import io.ciderstream.index.collection.ServerFeature;
import io.ciderstream.index.rows.Target;
import java.util.List;
import java.util.Optional;

/** The rules for writes to the Milvus partitions of collections. */
public final class Partitions {
  /** Milvus' name for the partition of rows that name none. */
  static final String DEFAULT = "_default";

  private final CollectionAdmin admin;
  private final boolean only;
  private final boolean rowsMove;

  private Partitions(CollectionAdmin admin, boolean only, boolean rowsMove) {
    this.admin = admin;
    this.only = only;
    this.rowsMove = rowsMove;
  }

  /** Returns the rules for collections that have the default partition only. */
  public static Partitions onlyDefault(CollectionAdmin admin) {
    return new Partitions(admin, true, false);
  }

  /**
   * Returns the rules for any collection.
   *
   * @param rowsMove whether a key's row may go to another partition than before
   */
  public static Partitions any(CollectionAdmin admin, boolean rowsMove) {
    return new Partitions(admin, false, rowsMove);
  }

  /**
   * Returns the partitions that a deletion must name one by one, or one empty value if it need not
   * name any. Otherwise deleted rows reappear on Milvus 2.3: a segment that is loaded while
   * deletions arrive skips those that name no partition (milvus-io/milvus, pull request 31585).
   */
  List<Optional<String>> toDeleteFrom(Target target) {
    return only
        ? List.of(Optional.of(DEFAULT))
        : admin.version().has(ServerFeature.DELETION_EVERYWHERE)
            ? List.of(Optional.empty())
            : all(target).stream().map(Optional::of).toList();
  }

  List<String> all(Target target) {
    return admin.partitions(target);
  }

  /** Returns whether rows that move must be deleted elsewhere before they are written. */
  boolean clearBefore() {
    return rowsMove && !admin.version().has(ServerFeature.DELETION_BY_PARTITION);
  }

  /** Returns whether rows that moved must be deleted elsewhere after they are written. */
  boolean clearAfter() {
    return rowsMove && admin.version().has(ServerFeature.DELETION_BY_PARTITION);
  }
}
