/**
 * From encoded bytes to the network's input by OpenCV: {@link
 * io.ciderstream.embedding.decode.PictureDecoder}. Any thread; one decoder serves all.
 */
package io.ciderstream.embedding.decode;
