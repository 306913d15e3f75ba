/**
 * Kafka, embedder, sink and searcher in memory: {@link io.ciderstream.console.fake.FakeSystem} is
 * what a console is started against. Any thread.
 */
package io.ciderstream.console.fake;
