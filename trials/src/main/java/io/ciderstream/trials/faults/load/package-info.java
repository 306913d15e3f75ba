/**
 * The load of a fault trial: {@link io.ciderstream.trials.faults.load.PictureLoad} sends pictures,
 * updates and deletions, {@link io.ciderstream.trials.faults.load.QueryLoad} queries, and both
 * remember what the broker acknowledged. Each sends on its own thread.
 */
package io.ciderstream.trials.faults.load;
