/**
 * Code that all commands share: checks of {@link io.ciderstream.terminal.Arguments arguments},
 * {@link io.ciderstream.terminal.CommandOutput output}, tables, progress bars, temporary folders. A
 * wrong argument is wrong usage (exit code 2) and its message names the argument, never a setting;
 * a wrong setting is a {@code CiderException} with SETTING_INVALID (exit code 1). One thread, the
 * command's.
 */
package io.ciderstream.terminal;
