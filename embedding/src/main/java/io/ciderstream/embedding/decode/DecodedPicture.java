package io.ciderstream.embedding.decode;

import java.nio.ByteBuffer;

/**
 * The network's input for one picture.
 *
 * @param size of the input
 * @param pixels direct, height x width x 3 bytes RGB
 * @param width of the whole picture after EXIF orientation
 * @param height of the whole picture after EXIF orientation
 */
public record DecodedPicture(SizeGroups.Size size, ByteBuffer pixels, int width, int height) {}
