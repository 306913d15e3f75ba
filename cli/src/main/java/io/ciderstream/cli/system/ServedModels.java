package io.ciderstream.cli.system;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.UserRows;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.search.ServedAlias;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.streams.searcher.AliasTargets;
import io.ciderstream.streams.searcher.SearchTargets;
import io.ciderstream.streams.searcher.SearcherSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models that a searcher has loaded, and the index of the one that the alias points to. */
public final class ServedModels implements AutoCloseable {
  private static final Duration COUNT_TIMEOUT = Duration.ofSeconds(2);

  private final Optional<OnnxEmbedder> next;
  private final ServedAlias alias;
  private final AliasTargets targets;

  private ServedModels(Optional<OnnxEmbedder> next, ServedAlias alias, AliasTargets targets) {
    this.next = next;
    this.alias = alias;
    this.targets = targets;
  }

  /**
   * Loads the model of {@code model.next.file}, if it is set.
   *
   * @param model of {@code model.file}; the caller closes it, after this
   */
  static ServedModels open(Wiring wiring, OnnxEmbedder model) {
    Optional<OnnxEmbedder> next =
        wiring.settings().text(SearcherSettings.NEXT_MODEL).isEmpty()
            ? Optional.empty()
            : Optional.of(
                OnnxEmbedder.open(
                    wiring
                        .options()
                        .embedding(wiring.settings().path(SearcherSettings.NEXT_MODEL))));
    List<ImageEmbedder> models = new ArrayList<>(List.of(model));
    next.ifPresent(models::add);
    IndexOptions options = wiring.options().index();
    ServedAlias alias = new ServedAlias(options, InstantSource.system());
    AliasTargets targets =
        new AliasTargets(
            alias(alias),
            models,
            wiring.index(),
            name -> MilvusIndexSearch.of(options, name, InstantSource.system()));
    return new ServedModels(next, alias, targets);
  }

  private static AliasTargets.Alias alias(ServedAlias alias) {
    return new AliasTargets.Alias() {
      @Override
      public Optional<CollectionName> target(Duration limit) throws InterruptedException {
        return alias.target(limit);
      }

      @Override
      public void recheck() {
        alias.recheck();
      }
    };
  }

  /** Returns what queries are answered with. */
  SearchTargets targets() {
    return targets;
  }

  /** Returns the number of rows in the collection that is served, without reserved ones. */
  long rows() {
    try {
      return new UserRows(targets.current(COUNT_TIMEOUT).index()).count();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public void close() {
    targets.close();
    alias.close();
    next.ifPresent(OnnxEmbedder::close);
  }
}
