/**
 * The names, defaults, checks and meanings of the console's settings: {@link
 * io.ciderstream.console.settings.ConsoleSettings}. Immutable; any thread.
 */
package io.ciderstream.console.settings;
