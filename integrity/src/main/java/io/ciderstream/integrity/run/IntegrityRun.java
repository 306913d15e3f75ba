package io.ciderstream.integrity.run;

import io.ciderstream.index.ModelId;
import io.ciderstream.integrity.compare.EndCounter;
import io.ciderstream.integrity.compare.IdEntries;
import io.ciderstream.integrity.compare.IdJudge;
import io.ciderstream.integrity.compare.IdState;
import io.ciderstream.integrity.compare.ReachedOffsets;
import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.Facts;
import io.ciderstream.integrity.log.CodeNumbers;
import io.ciderstream.integrity.log.RecordEntries;
import io.ciderstream.integrity.result.FixedPosition;
import io.ciderstream.integrity.result.IdCounts;
import io.ciderstream.integrity.result.ImageCounts;
import io.ciderstream.integrity.result.SampleBound;
import io.ciderstream.integrity.result.VerificationCost;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.integrity.sort.EntrySort;
import io.ciderstream.integrity.sort.IdFile;
import io.ciderstream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One verification, from its first read to its result. */
public final class IntegrityRun {
  private final VerifiedSystem system;
  private final IntegrityOptions options;
  private final VerificationProgress progress;
  private final WaitClock clock;
  private final ReachedOffsets reached = new ReachedOffsets();
  private final EndCounter ends = new EndCounter();
  private final StateCounter states = new StateCounter();
  private final CodeNumbers codes = new CodeNumbers();
  private final IdJudge judge;

  /** Creates a verification. */
  public IntegrityRun(
      VerifiedSystem system,
      IntegrityOptions options,
      VerificationProgress progress,
      WaitClock clock) {
    this.system = system;
    this.options = options;
    this.progress = progress;
    this.clock = clock;
    this.judge = new IdJudge(reached, Facts.label(new ModelId("", system.model().hash())));
  }

  /**
   * Compares.
   *
   * @param folder an empty one, for temporary files
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE, REGISTRY_UNAVAILABLE,
   *     INDEX_UNAVAILABLE, TOPIC_MISMATCH
   */
  public Findings run(Path folder) {
    long begun = clock.nanoTime();
    try (EntrySort sort =
            new EntrySort(folder, Entry.BYTES, Entry.KEY_BYTES, options.memoryBytes());
        IdFile ids = new IdFile(folder)) {
      EntryCollector collector =
          new EntryCollector(
              system,
              options,
              new RecordEntries(system.codec(), codes, ids::add),
              sort,
              reached,
              progress,
              clock);
      collector.collect();
      List<Suspect> suspects =
          new FirstComparison(judge, reached, ends, states, id -> key(id, ids))
              .compare(sort, progress);
      // the rows and records that are read from now on are named by their suspects
      RecordEntries entries = new RecordEntries(system.codec(), codes, id -> Entry.UNKNOWN);
      SuspectFollower follower =
          new SuspectFollower(system, entries, reached, options.minCosine(), positions(collector));
      new Recheck(follower, judge, options.times(), clock).run(suspects, progress);
      for (Suspect suspect : suspects) {
        ends.count(suspect.entries(), suspect.judgement().state(), reached);
        states.count(suspect.judgement());
      }
      VerificationCost cost =
          new VerificationCost(
              collector.records(),
              collector.rows(),
              sort.bytes() + ids.bytes(),
              Duration.ofNanos(clock.nanoTime() - begun).toMillis());
      List<Suspect> differing =
          suspects.stream()
              .filter(suspect -> suspect.judgement().state() == IdState.DIFFERENT)
              .toList();
      return new Findings(result(collector, differing, cost), differing, follower, judge, entries);
    }
  }

  private byte[] key(IdEntries id, IdFile ids) {
    return FirstComparison.idAt(id).map(ids::get).orElseGet(() -> keyInLog(id));
  }

  /** Reads the key of an id that has image records only. */
  private byte[] keyInLog(IdEntries id) {
    return id.partitions().stream()
        .flatMap(state -> state.image().stream())
        .findFirst()
        .flatMap(
            image -> system.log().at(system.topics().images(), image.partition(), image.offset()))
        .map(ConsumerRecord::key)
        .orElseGet(() -> new byte[0]);
  }

  private Map<String, Map<Integer, Long>> positions(EntryCollector collector) {
    Topics topics = system.topics();
    Map<String, Map<Integer, Long>> positions = new HashMap<>();
    Stream.of(
            topics.images(),
            topics.descriptors(),
            topics.imagesDeadLetters(),
            topics.descriptorsDeadLetters())
        .forEach(topic -> positions.put(topic, collector.end(topic)));
    return positions;
  }

  private VerificationResult result(
      EntryCollector collector, List<Suspect> differing, VerificationCost cost) {
    Map<Integer, Long> from = collector.from(system.topics().images());
    Map<Integer, Long> to = collector.end(system.topics().images());
    IdCounts counts = states.counts();
    return new VerificationResult(
        system.model().collection(),
        FixedPosition.of(from, to, collector.end(system.topics().descriptors())),
        new ImageCounts(
            LogRange.offsets(from, to),
            collector.imagesWithoutRecord(),
            collector.imagesNotSampled(),
            ends.ends(codes::name)),
        counts,
        differing.stream().limit(options.limit()).map(Suspect::difference).toList(),
        options.share() == 1
            ? null
            : SampleBound.of(options.share(), counts.ids(), counts.differing().all()),
        cost);
  }
}
