/**
 * From encoded bytes to the network's input by OpenCV: {@link
 * io.ciderstream.embedding.decode.PictureDecoder}; and back to a file, {@link
 * io.ciderstream.embedding.decode.PictureEncoder}. Any thread; one decoder serves all.
 */
package io.ciderstream.embedding.decode;
