/**
 * Sorts more entries than fit into memory, by runs in a temporary file that are merged: {@link
 * io.ciderstream.integrity.sort.EntrySort}. One thread.
 */
package io.ciderstream.integrity.sort;
