/**
 * The performance report: {@link io.ciderstream.trials.performance.PerformanceRun runs benchmarks
 * in processes of their own} and {@link io.ciderstream.trials.performance.PerformanceReport writes}
 * what they measured, compared with {@link io.ciderstream.trials.performance.Goals the goals}. One
 * thread.
 */
package io.ciderstream.trials.performance;
