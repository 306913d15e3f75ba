/**
 * Calls to one Milvus server: connection, TLS, deadlines, write permits, and what a failure means.
 * Enter at {@link io.ciderstream.index.calls.MilvusCalls}; any thread.
 */
package io.ciderstream.index.calls;
