/**
 * Every query against every row: {@link io.ciderstream.evaluation.search.ExhaustiveSearch}
 * multiplies blocks of {@link io.ciderstream.evaluation.search.DescriptorMatrix} by OpenBLAS, on
 * its threads, and hands out rows of scores on the caller's.
 */
package io.ciderstream.evaluation.search;
