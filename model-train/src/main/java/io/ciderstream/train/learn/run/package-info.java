/**
 * A run on disk: {@link io.ciderstream.train.learn.run.RunFolder} with its configuration,
 * checkpoints and results. Files are written next to their place and moved there whole, so that an
 * interruption leaves the one before. On the training thread.
 */
package io.ciderstream.train.learn.run;
