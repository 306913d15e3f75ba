/**
 * Several runs beside each other: {@link io.ciderstream.train.learn.compare.RunComparison} says in
 * which keys they differ and what figures they reached, and {@link
 * io.ciderstream.train.learn.compare.Sweep} makes runs of every combination of some values. Reads
 * files, on the caller's thread.
 */
package io.ciderstream.train.learn.compare;
