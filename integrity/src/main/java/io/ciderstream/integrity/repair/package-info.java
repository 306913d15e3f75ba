/**
 * Makes the index equal to the log by appending to the log: {@link
 * io.ciderstream.integrity.repair.Repair}. One thread.
 */
package io.ciderstream.integrity.repair;
