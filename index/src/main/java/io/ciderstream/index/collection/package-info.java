/**
 * The layout of collections and their administration: reads, checks, creates, indexes and loads
 * them. Enter at {@link io.ciderstream.index.collection.CollectionAdmin}. One thread at a time,
 * except its reads and loads, which any thread may call.
 */
package io.ciderstream.index.collection;
