package io.ciderstream.evaluation.feature;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The descriptors of a list of pictures.
 *
 * @param descriptors one a picture, in order
 * @param unreadable why a picture has none, one sentence each
 * @param embedded how many pictures were embedded now, not kept from before
 * @param time how long that took
 * @param local the local features, if they were asked for
 */
public record Features(
    DescriptorMatrix descriptors,
    List<String> unreadable,
    int embedded,
    Duration time,
    Optional<KeptLocalFeatures> local) {}
