/**
 * A whole system whose parts can be killed, suspended and started again: {@link
 * io.ciderstream.trials.faults.system.TrialSystem}. The calling thread drives.
 */
package io.ciderstream.trials.faults.system;
