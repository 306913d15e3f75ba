/**
 * Local features of a picture and the geometric verification of a match. {@link
 * io.ciderstream.embedding.local.StrongestPositions} takes the features from the third output of a
 * model, {@link io.ciderstream.embedding.local.LocalFeatures} holds, encodes and decodes them, and
 * {@link io.ciderstream.embedding.local.GeometricVerifier} compares those of two pictures: {@link
 * io.ciderstream.embedding.local.MutualMatches} pairs positions, {@link
 * io.ciderstream.embedding.local.AffineRansac} finds how many pairs agree on one affine map. All of
 * it is plain Java without state; any thread may run it.
 */
package io.ciderstream.embedding.local;
