/**
 * One class a subcommand of {@code cider}. Each takes its {@link
 * io.ciderstream.cli.command.SettingsOption settings}, wires what it needs and prints for a person.
 */
package io.ciderstream.cli.command;
