package io.ciderstream.streams.searcher;

import io.ciderstream.index.DescriptorSample;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.UserRows;
import io.ciderstream.schemas.CanaryReport;
import io.ciderstream.streams.canary.Canary;
import io.ciderstream.streams.canary.PositionWait;
import io.ciderstream.streams.recall.AuditedSearch;
import io.ciderstream.streams.recall.RecallAudit;
import io.ciderstream.streams.recall.RecallEstimate;
import io.ciderstream.streams.runtime.KafkaAccess;
import io.ciderstream.streams.runtime.RoleObserver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Measures the system by canaries, and the searches by audits. Safe for use by several threads; the
 * measuring has its own.
 */
final class SelfMeasurement implements AutoCloseable {
  private record Audited(SearchTarget target, RecallAudit audit) {}

  private final SearcherOptions.SelfChecks options;
  private final RoleObserver observer;
  private final List<Audited> audits = new CopyOnWriteArrayList<>();
  private volatile Optional<RecallAudit> lastSearched = Optional.empty();
  private volatile Optional<Canary> canary = Optional.empty();

  SelfMeasurement(SearcherOptions.SelfChecks options, RoleObserver observer) {
    this.options = options;
    this.observer = observer;
  }

  /** Returns the rows of a target's index that queries may see; searches of them are audited. */
  DescriptorSearch ofQueries(SearchTarget target) {
    DescriptorSearch users = new UserRows(target.index());
    if (options.recall().share() == 0 || !(target.index() instanceof DescriptorSample sampler)) {
      return users;
    }
    RecallAudit audit =
        unresolvedAudit(target)
            .map(before -> before.continuedWith(users, sampler))
            .orElseGet(() -> new RecallAudit(options.recall(), users, sampler, observer));
    audits.add(new Audited(target, audit));
    return new AuditedSearch(
        users,
        (request, matches) -> {
          lastSearched = Optional.of(audit);
          audit.offer(request, matches);
        });
  }

  /**
   * Returns the audit of a model's index from before its collection was known; empty if a
   * collection of the model is known already.
   */
  private Optional<RecallAudit> unresolvedAudit(SearchTarget target) {
    List<Audited> sameModel =
        audits.stream().filter(each -> each.target().embedder() == target.embedder()).toList();
    return sameModel.stream().allMatch(each -> each.target().collection().isEmpty())
        ? sameModel.stream().map(Audited::audit).findFirst()
        : Optional.empty();
  }

  /**
   * Starts to send canaries, if that is wanted.
   *
   * @param index with reserved rows
   * @param positions of the same index
   * @param leads whether this instance is the one that sends them
   */
  void start(
      KafkaAccess kafka, DescriptorSearch index, PositionWait positions, BooleanSupplier leads) {
    if (!options.canaryInterval().isZero()) {
      Canary started = Canary.of(kafka, index, positions, leads, this::report, observer);
      canary = Optional.of(started);
      started.start(options.canaryInterval());
    }
  }

  /** Returns the seconds since the index was seen to be fresh; empty without canaries. */
  OptionalDouble canaryAge() {
    return canary.map(Canary::age).orElseGet(OptionalDouble::empty);
  }

  /** Returns the recall of the collection that was searched last; empty before its first audit. */
  Optional<RecallEstimate> recall() {
    return lastSearched.flatMap(RecallAudit::estimate);
  }

  private Optional<CanaryReport.Recall> report() {
    return recall()
        .map(
            found ->
                new CanaryReport.Recall(
                    found.estimate(), found.low(), found.high(), found.neighbours()));
  }

  @Override
  public void close() {
    canary.ifPresent(Canary::close);
    audits.forEach(each -> each.audit().close());
  }
}
