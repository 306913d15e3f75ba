/**
 * The client for Java programs that use a running system: {@link io.ciderstream.client.CiderClient}
 * puts, deletes and searches. Its methods may be called from any thread; futures complete on the
 * client's own threads, so what is chained to them must not block, or be given an executor.
 */
package io.ciderstream.client;
