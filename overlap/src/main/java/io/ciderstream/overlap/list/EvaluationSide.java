package io.ciderstream.overlap.list;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.schemas.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The pictures of an evaluation set that the training set is searched for.
 *
 * @param set the set's name, for the report
 * @param pictures the pictures, queries with their boxes
 * @param names what each of them shows, such as {@code all souls}; empty where the set has no names
 */
public record EvaluationSide(String set, List<EvaluationImage> pictures, List<String> names) {
  /** Checks that there is one name a picture. */
  public EvaluationSide {
    pictures = List.copyOf(pictures);
    names = List.copyOf(names);
    if (pictures.size() != names.size()) {
      throw new IllegalArgumentException(
          "%d pictures, but %d names".formatted(pictures.size(), names.size()));
    }
  }

  /**
   * Returns SHA-256 over the name, the crop and the length of each picture and what it shows, which
   * is the same wherever the pictures are.
   */
  public String digest() {
    MessageDigest digest = Sha256.newDigest();
    for (int i = 0; i < pictures.size(); i++) {
      EvaluationImage picture = pictures.get(i);
      Sha256.add(digest, picture.id());
      Sha256.add(digest, picture.crop().map(Object::toString).orElse(""));
      Sha256.add(digest, names.get(i));
      Sha256.add(digest, Long.toString(picture.file().toFile().length()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the number of pictures. */
  public int size() {
    return pictures.size();
  }
}
