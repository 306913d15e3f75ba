/**
 * Tools of measuring: {@link io.ciderstream.trials.measure.LoadGenerator open-loop load}, {@link
 * io.ciderstream.trials.measure.SteadyRate rates} and {@link
 * io.ciderstream.trials.measure.Percentiles percentiles}. The calling thread drives; a {@link
 * io.ciderstream.trials.measure.PacedLoop} has its own thread.
 */
package io.ciderstream.trials.measure;
