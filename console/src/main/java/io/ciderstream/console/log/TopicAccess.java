package io.ciderstream.console.log;

/**
 * Everything through which the console reads and writes the topics.
 *
 * @param codecs of the topics' values
 * @param sender writes images and queries
 * @param queries sends queries and waits for their replies
 * @param descriptors where each picture is
 * @param deadLetters the latest dead letters
 * @param records reads single records
 * @param pictures reads pictures from the images topic
 */
public record TopicAccess(
    Codecs codecs,
    RecordSender sender,
    SearcherClient queries,
    DescriptorView descriptors,
    DeadLetterView deadLetters,
    RecordFetcher records,
    PictureCache pictures) {}
