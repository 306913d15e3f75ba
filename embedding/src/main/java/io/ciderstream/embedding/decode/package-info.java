/**
 * From encoded bytes to the network's input: {@link
 * io.ciderstream.embedding.decode.PictureDecoder}; and back to a file, {@link
 * io.ciderstream.embedding.decode.PictureEncoder}. Any thread; one decoder serves all.
 *
 * <p>Rules: {@link io.ciderstream.schemas.CiderException}s are for what is proved to be the
 * picture's fault; want of memory is an {@link OutOfMemoryError}, and a fault of this code stays
 * what it is. A decoder that turns pictures by itself is given an upright copy, so that turning is
 * done in one place. A picture without all its pixels is refused; one that only lacks the mark of
 * its end is not.
 */
package io.ciderstream.embedding.decode;
