/**
 * Binds the YAML of a training configuration to records: {@link
 * io.ciderstream.train.yaml.ConfigBinder} checks and completes the keys by the {@link
 * io.ciderstream.train.yaml.Key} of each record component and lets Jackson construct the records;
 * {@link io.ciderstream.train.yaml.ConfigText} holds the text and its overrides. Any thread.
 */
package io.ciderstream.train.yaml;
