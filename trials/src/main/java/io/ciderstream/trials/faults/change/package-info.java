/**
 * A change of the model under load: {@link io.ciderstream.trials.faults.change.ModelChangeTrial}
 * runs {@code cider rebuild} beside a whole system, and {@link
 * io.ciderstream.trials.faults.change.CheckedQueries} looks at every reply meanwhile. The calling
 * thread drives.
 */
package io.ciderstream.trials.faults.change;
