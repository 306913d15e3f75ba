package io.ciderstream.train.int8;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.train.network.CiderNetwork;
import java.util.ArrayList;
import java.util.List;

/** Compares the descriptors of a quantised model with those of the fp32 model. */
final class DescriptorCosines {
  private final List<DecodedPicture> pictures;
  private final List<float[]> expected;

  /**
   * Embeds the pictures in fp32.
   *
   * @param pictures at least one
   */
  DescriptorCosines(byte[] fp32, List<DecodedPicture> pictures) {
    this.pictures = pictures;
    this.expected = descriptors(fp32);
  }

  /** Returns the mean and the least cosine. */
  CosineFigures of(byte[] model) {
    List<float[]> actual = descriptors(model);
    double sum = 0;
    double least = 1;
    for (int i = 0; i < actual.size(); i++) {
      double cosine = UnitVector.cosine(actual.get(i), expected.get(i));
      sum += cosine;
      least = Math.min(least, cosine);
    }
    return new CosineFigures(sum / actual.size(), least);
  }

  private List<float[]> descriptors(byte[] model) {
    List<float[]> descriptors = new ArrayList<>();
    try (TensorSession session = TensorSession.open(model)) {
      for (DecodedPicture picture : pictures) {
        session.run(
            picture,
            (name, values, channels) -> {
              if (name.equals(CiderNetwork.DESCRIPTORS)) {
                float[] vector = new float[values.remaining()];
                values.get(vector);
                descriptors.add(vector);
              }
            });
      }
    }
    return descriptors;
  }
}
