/**
 * What goes on now: {@link io.ciderstream.console.live.Live} takes one {@link
 * io.ciderstream.console.live.Snapshot} a second and keeps the last minutes. It has one thread, and
 * whoever waits for the next snapshot waits on his own.
 */
package io.ciderstream.console.live;
