/**
 * Every query against every row: {@link io.ciderstream.train.evaluate.search.ExhaustiveSearch}
 * multiplies blocks of {@link io.ciderstream.train.evaluate.search.DescriptorMatrix} by OpenBLAS,
 * on its threads, and hands out rows of scores on the caller's.
 */
package io.ciderstream.train.evaluate.search;
