/**
 * The log as it is compared: {@link io.ciderstream.integrity.log.LogTopics} reads and appends
 * records, {@link io.ciderstream.integrity.log.KafkaLogTopics} does so at a broker, and {@link
 * io.ciderstream.integrity.log.RecordEntries} makes entries of records. One thread.
 */
package io.ciderstream.integrity.log;
