/**
 * Kafka clients for given brokers: {@link io.ciderstream.client.kafka.KafkaClients} makes
 * producers, consumers, admin clients and {@link io.ciderstream.client.kafka.TopicTail tails} of
 * topics. Each client belongs to the thread that made it, unless Kafka says otherwise.
 */
package io.ciderstream.client.kafka;
