/**
 * The result of an audit: {@link io.ciderstream.overlap.result.Decisions} says which classes are
 * excluded, {@link io.ciderstream.overlap.result.AuditResult} writes the exclusion file and the
 * report. One thread.
 */
package io.ciderstream.overlap.result;
