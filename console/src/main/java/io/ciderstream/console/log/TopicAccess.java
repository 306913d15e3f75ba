package io.ciderstream.console.log;

/**
 * Everything through which the console reads and writes the topics.
 *
 * @param codecs of the topics' values
 * @param sender writes images and queries
 * @param queries sends queries and waits for their replies
 * @param images where the picture and the descriptor of an id are
 * @param deadLetters the latest dead letters
 * @param records reads single records
 * @param pictures reads pictures from the images topic
 */
public record TopicAccess(
    Codecs codecs,
    RecordSender sender,
    SearcherClient queries,
    ImageLocator images,
    DeadLetterView deadLetters,
    RecordFetcher records,
    PictureCache pictures) {
  /** Returns what was embedded or deleted last. */
  public DescriptorView descriptors() {
    return images.recentView();
  }
}
