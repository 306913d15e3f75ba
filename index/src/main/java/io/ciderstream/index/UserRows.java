package io.ciderstream.index;

import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows of users: an index without the rows of {@link ReservedIds}. A filter on the id would
 * make every search slower, so a search is repeated with room for these rows if it returned one of
 * them. Safe for use by several threads.
 */
public final class UserRows implements DescriptorSearch {
  private final DescriptorSearch index;

  /**
   * Creates the view.
   *
   * @param index all rows; closed with this
   */
  public UserRows(DescriptorSearch index) {
    this.index = index;
  }

  @Override
  public List<Match> search(SearchRequest request) {
    List<Match> found = index.search(request);
    if (found.stream().allMatch(UserRows::isUsers)) {
      return found;
    }
    List<Match> enough =
        found.size() < request.topK() ? found : index.search(request.withRoomForReserved());
    return enough.stream().filter(UserRows::isUsers).limit(request.topK()).toList();
  }

  private static boolean isUsers(Match match) {
    return isUsers(match.row().id());
  }

  private static boolean isUsers(ImageId id) {
    return !ReservedIds.isReserved(id.value());
  }

  @Override
  public Consistency now() {
    return index.now();
  }

  @Override
  public Optional<Row> get(ImageId id, Consistency consistency) {
    return isUsers(id) ? index.get(id, consistency) : Optional.empty();
  }

  @Override
  public Map<ImageId, SourcePosition> sources(Collection<ImageId> ids) {
    return index.sources(ids.stream().filter(UserRows::isUsers).toList());
  }

  @Override
  public boolean passes(ImageId id, Optional<String> filter, Consistency consistency) {
    return isUsers(id) && index.passes(id, filter, consistency);
  }

  /** {@inheritDoc} Reserved rows count: the index holds all records before them. */
  @Override
  public OptionalLong reached(RecordPosition position) {
    return index.reached(position);
  }

  @Override
  public long count() {
    return Math.max(0, index.count() - index.sources(ReservedIds.CANARIES).size());
  }

  @Override
  public void close() {
    index.close();
  }
}
