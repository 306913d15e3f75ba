/**
 * A Kafka Connect worker in this JVM that runs the sink: enter at {@link
 * io.ciderstream.connectors.worker.ConnectWorker}. Needs Connect's runtime on the class path, which
 * a plugin folder does not have to bring. The calling thread starts and stops it; Connect's threads
 * do the work.
 */
package io.ciderstream.connectors.worker;
