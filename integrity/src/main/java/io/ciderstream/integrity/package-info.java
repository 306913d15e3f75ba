/**
 * Compares the index with the log. {@link io.ciderstream.integrity.IndexVerification} says whether
 * they are equal up to a fixed position, while both change; {@link
 * io.ciderstream.integrity.repair.Repair} makes them equal through the log. One thread.
 */
package io.ciderstream.integrity;
