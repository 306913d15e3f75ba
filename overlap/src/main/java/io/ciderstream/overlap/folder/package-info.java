/**
 * The folder of an audit: {@link io.ciderstream.overlap.folder.AuditFolder} names its files and
 * joins candidates with the results of their verification. One thread.
 */
package io.ciderstream.overlap.folder;
