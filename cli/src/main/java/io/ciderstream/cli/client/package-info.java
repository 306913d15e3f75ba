/**
 * An ordinary client of a running system: {@link io.ciderstream.cli.client.Ingestion} produces
 * pictures and waits until they can be found, {@link io.ciderstream.cli.client.QueryClient} asks
 * and waits for the reply. Used by one thread, the command's.
 */
package io.ciderstream.cli.client;
