/**
 * Measures how a system does as its database grows: {@link
 * io.ciderstream.trials.growth.GrowthBench}, with {@link
 * io.ciderstream.trials.growth.ClusteredDescriptors descriptors made like real ones}. The calling
 * thread drives.
 */
package io.ciderstream.trials.growth;
