/**
 * Several processes that train one model: {@link io.ciderstream.train.distributed.ProcessGroup}
 * exchanges tensors between them, by Gloo or not at all, and {@link
 * io.ciderstream.train.distributed.Share} says which of them takes which rows. Each process calls
 * the same exchanges in the same order, on its training thread.
 */
package io.ciderstream.train.distributed;
