/**
 * Compares the replies of two models to the same queries. Enter at {@link
 * io.ciderstream.rebuild.shadow.ReplyPairs}, which joins them, and {@link
 * io.ciderstream.rebuild.shadow.ShadowReport}, which adds them up. One thread.
 */
package io.ciderstream.rebuild.shadow;
