/**
 * {@code cider evaluate} beyond its options: {@link io.ciderstream.cli.evaluate.NamedEvaluationSet}
 * finds the set that is named, {@link io.ciderstream.cli.evaluate.ReportText} prints what was
 * found. One thread.
 */
package io.ciderstream.cli.evaluate;
