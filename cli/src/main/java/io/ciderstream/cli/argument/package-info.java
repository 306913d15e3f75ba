/**
 * Arguments of commands that cannot be used. A wrong argument is wrong usage (exit code 2) and its
 * message names the argument, never a setting; a wrong setting is a {@code CiderException} with
 * SETTING_INVALID (exit code 1). Enter at {@link io.ciderstream.cli.argument.Arguments}. Any
 * thread.
 */
package io.ciderstream.cli.argument;
