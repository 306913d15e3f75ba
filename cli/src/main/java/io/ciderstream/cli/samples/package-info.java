/**
 * Bundled photographs to try the system with when the user names none. {@link
 * io.ciderstream.cli.samples.SampleSet} copies them to a folder once. Runs on the caller's thread.
 */
package io.ciderstream.cli.samples;
