/**
 * Converts Kafka Connect's values to plain Java. {@link
 * io.ciderstream.connectors.values.PlainValues} makes a map of fields from the value of any
 * converter; {@link io.ciderstream.connectors.values.ConnectSchemas} makes fields of a collection
 * from a Connect schema. Pure functions; any thread.
 */
package io.ciderstream.connectors.values;
