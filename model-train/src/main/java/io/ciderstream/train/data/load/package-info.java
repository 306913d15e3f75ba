/**
 * From plans to batches: a {@link io.ciderstream.train.data.load.BatchPlan} says which pictures, in
 * which size, changed how; {@link io.ciderstream.train.data.load.BatchLoader} decodes it on the
 * executor passed in, and {@link io.ciderstream.train.data.load.Prefetch} keeps some under way.
 * What comes out depends on the plan and its seeds alone, never on which thread was quicker.
 */
package io.ciderstream.train.data.load;
