/**
 * Measures the system: {@link io.ciderstream.console.live.SystemMonitor} takes one {@link
 * io.ciderstream.console.live.Snapshot} per second on its own thread, and {@link
 * io.ciderstream.console.live.SnapshotHistory} keeps the last minutes. A caller that waits for the
 * next snapshot waits on its own thread.
 */
package io.ciderstream.console.live;
