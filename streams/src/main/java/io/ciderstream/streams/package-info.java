/**
 * The two stream processors. {@link io.ciderstream.streams.embedder.EmbedderRole} turns images into
 * descriptors, {@link io.ciderstream.streams.searcher.SearcherRole} answers queries; {@link
 * io.ciderstream.streams.pending} is how both keep records that they work on safe from a crash,
 * {@link io.ciderstream.streams.runtime} how they start, run and report, {@link
 * io.ciderstream.streams.fetch} how they fetch pictures by uri, {@link
 * io.ciderstream.streams.transactions} how the embedder ends transactions that hang.
 */
package io.ciderstream.streams;
