/**
 * Inspection by people: {@link io.ciderstream.overlap.review.ReviewPage} writes a page of
 * side-by-side pairs with their matched positions, {@link
 * io.ciderstream.overlap.review.ReviewServer} serves it on this machine only, and {@link
 * io.ciderstream.overlap.review.MarkFile} keeps each mark at once. The server's threads call the
 * file; everything else runs on the caller's thread.
 */
package io.ciderstream.overlap.review;
