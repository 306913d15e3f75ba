/**
 * Pictures to try the system with when the user names none. {@link
 * io.ciderstream.cli.samples.SampleSet} makes a folder of them once: photographs of monuments out
 * of a Debian package where that can be had, and scenes drawn by {@link
 * io.ciderstream.cli.samples.DrawnScenes} elsewhere. Runs on the caller's thread.
 */
package io.ciderstream.cli.samples;
