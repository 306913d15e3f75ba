/**
 * Moves an index to a new collection while it is served. Enter at {@link
 * io.ciderstream.rebuild.Rebuild}, which waits until the roles that it is given have filled the
 * collection, checks it, and points the alias to it. {@link io.ciderstream.rebuild.RebuildNames}
 * names what a rebuild has of its own, {@link io.ciderstream.rebuild.RebuildRemoval} removes it.
 * Everything runs on the caller's thread.
 *
 * <p>The new collection has its own sink and, for another model, its own embedder and topic of
 * descriptors, each with its own consumer group. Their committed offsets and the collection itself
 * are all the state there is, so that a rebuild that was killed goes on where it was, on any
 * machine. No collection ever has two writers, so that nothing has to be handed over when the alias
 * is switched.
 */
package io.ciderstream.rebuild;
