package io.ciderstream.console.live;

/**
 * The consumer groups whose lag is shown.
 *
 * @param embedder reads images
 * @param sink reads descriptors
 * @param searcher reads queries
 */
public record ConsumerGroups(String embedder, String sink, String searcher) {}
