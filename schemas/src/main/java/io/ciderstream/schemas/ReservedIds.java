package io.ciderstream.schemas;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The image ids that the system keeps for itself. No search returns their rows, no list shows them,
 * and the embedder accepts only canaries among them.
 */
public final class ReservedIds {
  /** How every reserved id begins. */
  public static final String PREFIX = "__cider.";

  private static final String CANARY = PREFIX + "canary.";
  private static final String POSITION = PREFIX + "position.";

  /** The ids of the canaries, which measure how fresh the index is. Only these have rows. */
  public static final List<ImageId> CANARIES =
      IntStream.range(0, 4).mapToObj(number -> new ImageId(CANARY + number)).toList();

  private ReservedIds() {}

  /** Returns whether users may not have this id. */
  public static boolean isReserved(String id) {
    return id.startsWith(PREFIX);
  }

  /** Returns whether this is the id of a canary. */
  public static boolean isCanary(ImageId id) {
    return CANARIES.contains(id);
  }

  /**
   * Returns the id of the tombstones that move the index position of a partition past a picture
   * without a descriptor.
   */
  public static ImageId position(int partition) {
    return new ImageId(POSITION + partition);
  }

  /**
   * Returns the id of a user's picture.
   *
   * @throws CiderException KEY_INVALID if it is reserved, or no image id
   */
  public static ImageId requireUsers(String id) {
    ImageId image = new ImageId(id);
    if (isReserved(id)) {
      throw reserved(image);
    }
    return image;
  }

  /** Rejects a reserved id that is no canary with KEY_INVALID. */
  public static void requireAccepted(ImageId id) {
    if (isReserved(id.value()) && !isCanary(id)) {
      throw reserved(id);
    }
  }

  private static CiderException reserved(ImageId id) {
    return new CiderException(
        ErrorCode.KEY_INVALID,
        "The key '%s' begins with %s, which is reserved.".formatted(id, PREFIX));
  }
}
