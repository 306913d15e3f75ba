/**
 * The Kafka Connect sink that keeps Milvus equal to a topic of descriptors: {@link
 * io.ciderstream.connectors.MilvusSinkConnector} with {@link
 * io.ciderstream.connectors.AvroMapConverter} as its {@code value.converter}. Connect gives each
 * task a thread of its own, and all of a task's writes happen on it, one after another: so a write
 * never lands after a newer one.
 */
package io.ciderstream.connectors;
