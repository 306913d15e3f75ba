/**
 * Binds the YAML of a training configuration to records: {@link
 * io.ciderstream.evaluation.yaml.ConfigBinder} checks and completes the keys by the {@link
 * io.ciderstream.evaluation.yaml.Key} of each record component and lets Jackson construct the
 * records; {@link io.ciderstream.evaluation.yaml.ConfigText} holds the text and its overrides. Any
 * thread.
 */
package io.ciderstream.evaluation.yaml;
