/**
 * Reads descriptors through the alias. Enter at {@link
 * io.ciderstream.index.search.MilvusIndexSearch}; any thread.
 */
package io.ciderstream.index.search;
