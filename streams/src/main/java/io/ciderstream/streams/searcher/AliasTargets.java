package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Targets by the collection that the alias points to. It is read by its own name, with the model
 * that its name says, so that a query which has begun is not affected by a switch.
 */
public final class AliasTargets implements SearchTargets, AutoCloseable {
  private final Alias alias;
  private final List<ImageEmbedder> models;
  private final SearchTarget unindexed;
  private final Function<CollectionName, DescriptorSearch> searches;
  private final Map<CollectionName, SearchTarget> known = new ConcurrentHashMap<>();

  /** The alias, as far as this needs it. */
  public interface Alias {
    /** Returns the collection that it points to; empty while nothing was ever indexed. */
    Optional<CollectionName> target(Duration limit) throws InterruptedException;

    /** Reads it again at the next call. */
    void recheck();
  }

  /**
   * Creates the targets.
   *
   * @param models the first is that of {@code model.file}; the caller closes them
   * @param index reads through the alias, for the time before there is one; the caller closes it
   * @param searches creates the search of one collection
   */
  public AliasTargets(
      Alias alias,
      List<ImageEmbedder> models,
      DescriptorSearch index,
      Function<CollectionName, DescriptorSearch> searches) {
    this.alias = alias;
    this.models = List.copyOf(models);
    this.unindexed = new SearchTarget(Optional.empty(), models.getFirst(), index);
    this.searches = searches;
  }

  @Override
  public SearchTarget current(Duration limit) throws InterruptedException {
    return alias.target(limit).map(this::of).orElse(unindexed);
  }

  private SearchTarget of(CollectionName collection) {
    ImageEmbedder model =
        models.stream()
            .filter(loaded -> loaded.model().hash().equals(collection.modelHash()))
            .findFirst()
            .orElseThrow(() -> notLoaded(collection));
    return known.computeIfAbsent(
        collection, name -> new SearchTarget(Optional.of(name), model, searches.apply(name)));
  }

  private CiderException notLoaded(CollectionName collection) {
    return new CiderException(
        ErrorCode.MODEL_MISMATCH,
        "The alias points to %s, but this searcher has loaded the models %s only. Give it the file of that model as %s, or as %s, and restart it."
            .formatted(
                collection.collection(),
                models.stream().map(ImageEmbedder::model).map(ModelInfo::hash).toList(),
                SearcherSettings.NEXT_MODEL,
                EmbeddingSettings.MODEL_FILE));
  }

  @Override
  public ImageEmbedder first() {
    return models.getFirst();
  }

  @Override
  public void failed() {
    alias.recheck();
  }

  /** Closes the searches of collections. */
  @Override
  public void close() {
    known.values().forEach(target -> target.index().close());
  }
}
