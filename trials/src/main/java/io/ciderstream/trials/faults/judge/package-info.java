/**
 * Judges a system after a fault: {@link io.ciderstream.trials.faults.judge.IndexJudge} compares the
 * index with the log, {@link io.ciderstream.trials.faults.judge.AcknowledgedRecords} the log with
 * what was acknowledged, and {@link io.ciderstream.trials.faults.judge.ReplyLog} queries with
 * replies. The calling thread reads.
 */
package io.ciderstream.trials.faults.judge;
