package io.ciderstream.trials.integrity;

import io.ciderstream.integrity.result.VerificationResult;

/**
 * What a run measured.
 *
 * @param result of the verification
 * @param planted how many ids were made to differ
 * @param fillSeconds it took to write the records
 * @param maxHeapBytes the heap's limit
 * @param peakHeapBytes the most heap in use during the verification, with broker and garbage
 * @param logBytes of the broker's folder
 */
public record IntegrityFigures(
    VerificationResult result,
    long planted,
    double fillSeconds,
    long maxHeapBytes,
    long peakHeapBytes,
    long logBytes) {}
