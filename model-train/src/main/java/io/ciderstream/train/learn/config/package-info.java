/**
 * The configuration of a training run: {@link io.ciderstream.train.learn.config.ConfigReader} reads
 * YAML into a {@link io.ciderstream.train.learn.config.TrainConfig}, with every value checked and
 * every unknown key rejected. Immutable.
 */
package io.ciderstream.train.learn.config;
