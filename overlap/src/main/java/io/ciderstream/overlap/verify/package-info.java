/**
 * Geometric verification: a {@link io.ciderstream.overlap.verify.PairVerifier} counts the local
 * features of two pictures that agree on one affine map, {@link
 * io.ciderstream.overlap.verify.VerificationRun} does so for all candidates, and {@link
 * io.ciderstream.overlap.verify.VerificationFile} keeps each result at once. The run works on an
 * executor; everything else runs on the caller's thread.
 */
package io.ciderstream.overlap.verify;
