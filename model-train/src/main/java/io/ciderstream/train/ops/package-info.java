/**
 * The operations a network is made of, {@link io.ciderstream.train.ops.Ops}, independent of what a
 * value is. Each reader of a network implements them; the records here are immutable.
 */
package io.ciderstream.train.ops;
