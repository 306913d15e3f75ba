/**
 * The comparison of heads: {@link io.ciderstream.trials.heads.HeadsBench} trains each head with
 * each seed by one recipe and returns a {@link io.ciderstream.trials.heads.HeadRow} for each. One
 * thread, which trains.
 */
package io.ciderstream.trials.heads;
