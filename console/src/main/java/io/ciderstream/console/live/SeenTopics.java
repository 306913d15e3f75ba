package io.ciderstream.console.live;

import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorView;

/**
 * What the console has seen in the topics itself, which a snapshot shows.
 *
 * @param descriptors what was embedded last
 * @param count of the pictures
 * @param deadLetters the latest dead letters
 * @param freshness which descriptors are searchable
 */
public record SeenTopics(
    DescriptorView descriptors,
    PictureCount count,
    DeadLetterView deadLetters,
    Freshness freshness) {}
