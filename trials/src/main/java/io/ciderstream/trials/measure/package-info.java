/**
 * Tools of measuring: {@link io.ciderstream.trials.measure.LoadGenerator open-loop load} and {@link
 * io.ciderstream.trials.measure.Percentiles percentiles}. The calling thread drives.
 */
package io.ciderstream.trials.measure;
