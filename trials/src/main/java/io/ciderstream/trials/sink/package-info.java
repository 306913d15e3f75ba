/**
 * Tests of the sink under load: {@link io.ciderstream.trials.sink.SinkSoak} injects faults and
 * compares the index with the topic, {@link io.ciderstream.trials.sink.SinkBench} measures it. Both
 * run real Connect workers in this JVM, and a broker and a Milvus server that they start. The
 * calling thread drives; Connect's threads do the work.
 */
package io.ciderstream.trials.sink;
