package io.ciderstream.client.admin;

/**
 * The size of a topic.
 *
 * @param topic its name
 * @param partitions how many
 * @param begin sum of the first offsets
 * @param end sum of the next offsets; transaction markers count as well
 */
public record TopicCounts(String topic, int partitions, long begin, long end) {}
