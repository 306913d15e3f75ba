package io.ciderstream.index;

import java.util.List;
import java.util.random.RandomGenerator;

/** Reads random rows of the index, for estimates. */
@FunctionalInterface
public interface DescriptorSample {
  /**
   * Returns a random sample of the rows with their vectors, without local features and without
   * reserved rows: all rows if there are no more, otherwise about so many, each row equally likely.
   *
   * @param rows how many, 1 or more
   * @throws io.ciderstream.schemas.CiderException see {@link DescriptorSearch}
   */
  List<Row> sample(int rows, RandomGenerator random);
}
