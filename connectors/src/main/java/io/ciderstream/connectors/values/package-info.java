/**
 * Kafka Connect's values as plain Java: whatever a converter gave becomes a map of fields by {@link
 * io.ciderstream.connectors.values.PlainValues}, and a Connect schema becomes fields of a
 * collection by {@link io.ciderstream.connectors.values.ConnectSchemas}. Pure functions; any
 * thread.
 */
package io.ciderstream.connectors.values;
