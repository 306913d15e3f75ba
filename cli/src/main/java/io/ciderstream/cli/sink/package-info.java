/**
 * Trials of the sink: {@link io.ciderstream.cli.sink.SinkSoak} puts it through faults and compares
 * the index with the topic, {@link io.ciderstream.cli.sink.SinkBench} measures it. Real Connect
 * workers in this JVM, a broker and a Milvus server of their own. The calling thread drives;
 * Connect's threads do the work.
 */
package io.ciderstream.cli.sink;
