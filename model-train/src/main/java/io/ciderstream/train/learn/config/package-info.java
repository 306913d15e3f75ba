/**
 * What a training run is told: {@link io.ciderstream.train.learn.config.ConfigReader} reads a YAML
 * file into a {@link io.ciderstream.train.learn.config.TrainConfig}, with every value checked and
 * every unknown key refused; single keys may be set otherwise ({@link
 * io.ciderstream.train.learn.config.ConfigText}). Immutable.
 */
package io.ciderstream.train.learn.config;
