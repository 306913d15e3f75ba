/**
 * Follows a network without computing: {@link io.ciderstream.train.shape.ShapeOps} follows the
 * shapes and notes which parameters are asked for. One reader per reading, one thread.
 */
package io.ciderstream.train.shape;
