/**
 * Audits the recall of live searches. {@link io.ciderstream.streams.recall.AuditedSearch} passes a
 * share of them to {@link io.ciderstream.streams.recall.RecallAudit}, which compares each with a
 * random sample of all rows on a separate thread. A search never waits for it: while the audit is
 * busy, searches are dropped from it and counted.
 */
package io.ciderstream.streams.recall;
