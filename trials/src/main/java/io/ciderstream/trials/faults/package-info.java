/**
 * The fault table: {@link io.ciderstream.trials.faults.FaultRun} runs each {@link
 * io.ciderstream.trials.faults.FaultTrial} of the {@code catalogue} against a whole system under
 * load, and {@link io.ciderstream.trials.faults.ReliabilityPage} writes what came of it. The
 * calling thread drives.
 */
package io.ciderstream.trials.faults;
