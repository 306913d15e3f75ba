package io.ciderstream.streams.searcher;

/**
 * Where the sink says how far the index is.
 *
 * @param topic the progress topic
 * @param collection the index, as the sink names it there
 */
public record ProgressSource(String topic, String collection) {}
