/**
 * What benchmarks hand out: {@link io.ciderstream.trials.results.BenchResult tables, figures and
 * plots}, as Markdown, JSON and SVG. Values only; any thread.
 */
package io.ciderstream.trials.results;
