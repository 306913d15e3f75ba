package io.ciderstream.streams.recall;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** An index whose searches are offered to an audit. Safe for use by several threads. */
public final class AuditedSearch implements DescriptorSearch {
  private final DescriptorSearch index;
  private final BiConsumer<SearchRequest, List<Match>> audit;

  /**
   * Creates the view.
   *
   * @param index answers; closed with this
   * @param audit receives each search and its matches
   */
  public AuditedSearch(DescriptorSearch index, BiConsumer<SearchRequest, List<Match>> audit) {
    this.index = index;
    this.audit = audit;
  }

  @Override
  public List<Match> search(SearchRequest request) {
    List<Match> matches = index.search(request);
    audit.accept(request, matches);
    return matches;
  }

  @Override
  public Consistency now() {
    return index.now();
  }

  @Override
  public Optional<Row> get(ImageId id, Consistency consistency) {
    return index.get(id, consistency);
  }

  @Override
  public Map<ImageId, SourcePosition> sources(Collection<ImageId> ids) {
    return index.sources(ids);
  }

  @Override
  public boolean passes(ImageId id, Optional<String> filter, Consistency consistency) {
    return index.passes(id, filter, consistency);
  }

  @Override
  public OptionalLong reached(RecordPosition position) {
    return index.reached(position);
  }

  @Override
  public long count() {
    return index.count();
  }

  @Override
  public void close() {
    index.close();
  }
}
