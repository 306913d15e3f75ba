package io.ciderstream.trials.pictures;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes JPEGs that differ in a comment only, so that nothing is reused because it is known. */
public final class JpegComment {
  private static final short START = (short) 0xFFD8;
  private static final short COMMENT = (short) 0xFFFE;

  private JpegComment() {}

  /**
   * Returns the JPEG with a comment before all other segments.
   *
   * @param text at most 65,533 bytes of UTF-8
   */
  public static byte[] add(byte[] jpeg, String text) {
    byte[] comment = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer marked = ByteBuffer.allocate(jpeg.length + comment.length + 4);
    marked.putShort(START).putShort(COMMENT).putShort((short) (comment.length + 2)).put(comment);
    return marked.put(jpeg, 2, jpeg.length - 2).array();
  }
}
