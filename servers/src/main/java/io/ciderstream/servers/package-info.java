/**
 * The servers of a one-machine system and of the tests: {@link io.ciderstream.servers.KafkaBroker},
 * {@link io.ciderstream.servers.SchemaRegistry}, {@link io.ciderstream.servers.MilvusLite} and
 * {@link io.ciderstream.servers.MilvusStandalone}. Each is started on a data folder, keeps its data
 * over a kill and a restart on it, and is closed by its starter.
 */
package io.ciderstream.servers;
