package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.DescriptorSearch;
import java.util.Optional;

/**
 * What a query is answered with: a model, and the index of its descriptors.
 *
 * @param collection that the index reads; empty if that is not known yet
 * @param embedder of the collection's model
 * @param index reads the collection
 */
public record SearchTarget(
    Optional<CollectionName> collection, ImageEmbedder embedder, DescriptorSearch index) {}
