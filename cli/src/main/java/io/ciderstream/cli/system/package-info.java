/**
 * Wires roles and servers from {@link io.ciderstream.cli.settings.Settings}: {@link
 * io.ciderstream.cli.system.Roles} makes each role alone, {@link
 * io.ciderstream.cli.system.LocalSystem} the whole system on this machine. Started and closed by
 * one thread; the roles have their own threads.
 */
package io.ciderstream.cli.system;
