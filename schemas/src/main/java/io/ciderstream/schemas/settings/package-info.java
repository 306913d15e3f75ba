/**
 * How a module defines its settings, without a dependency on Kafka: a list of {@link
 * io.ciderstream.schemas.settings.Setting} (a fragment), read through {@link
 * io.ciderstream.schemas.settings.SettingValues}. The command line and the sink compose fragments
 * with {@link io.ciderstream.schemas.settings.ConfigDefs}. Immutable; any thread.
 */
package io.ciderstream.schemas.settings;
