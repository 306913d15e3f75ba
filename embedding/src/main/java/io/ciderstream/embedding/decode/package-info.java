/**
 * From encoded bytes to the network's input by OpenCV: {@link
 * io.ciderstream.embedding.decode.PictureDecoder}. Each decode thread has a decoder of its own.
 */
package io.ciderstream.embedding.decode;
