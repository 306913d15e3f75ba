/**
 * From plans to batches: a {@link io.ciderstream.train.load.BatchPlan} says which pictures, in
 * which size, changed how; {@link io.ciderstream.train.load.BatchLoader} decodes it on the executor
 * passed in, and {@link io.ciderstream.train.load.Prefetch} keeps some in flight. What comes out
 * depends on the plan and its seeds alone, never on the order of the threads.
 */
package io.ciderstream.train.load;
