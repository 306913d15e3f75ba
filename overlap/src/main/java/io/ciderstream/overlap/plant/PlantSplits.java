package io.ciderstream.overlap.plant;

/**
 * Which pictures of a list play which part.
 *
 * @param classes the split whose labels are the training classes; empty for none
 * @param singles the split whose pictures are a training class each; empty for none
 * @param queries the split of the evaluation pictures
 * @param views the split of further pictures of the same labels, which are hidden
 */
public record PlantSplits(String classes, String singles, String queries, String views) {}
