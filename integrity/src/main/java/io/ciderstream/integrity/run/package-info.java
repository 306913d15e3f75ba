/**
 * The steps of a verification: {@link io.ciderstream.integrity.run.EntryCollector} reads everything
 * once, {@link io.ciderstream.integrity.run.FirstComparison} finds the ids that differ, {@link
 * io.ciderstream.integrity.run.Recheck} reads these again until the differences are certain. One
 * thread.
 */
package io.ciderstream.integrity.run;
