/**
 * The {@code cider} command. {@link io.ciderstream.cli.Main} parses the command line; each class in
 * {@code command} is one subcommand, {@code system} wires the roles and servers, {@code client}
 * talks to a running system, {@code settings} defines every setting. Commands run on the main
 * thread.
 */
package io.ciderstream.cli;
