package io.ciderstream.rebuild;

/**
 * One step of the data's way into the new collection.
 *
 * @param name for the user, such as "pictures embedded"
 * @param group the consumer group that does it
 * @param topic that the group reads
 */
public record RebuildStage(String name, String group, String topic) {}
