/**
 * Every setting of the command line, defined once in {@link io.ciderstream.cli.settings.Catalogue};
 * {@link io.ciderstream.cli.settings.Settings} are the values in force and where each came from.
 * Immutable after loading.
 */
package io.ciderstream.cli.settings;
