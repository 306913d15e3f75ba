/**
 * The threads of an embedder and the queues between them: {@link
 * io.ciderstream.embedding.stage.DecodeQueue} holds what was submitted, {@link
 * io.ciderstream.embedding.stage.DecodeStage} takes from it and puts into a {@link
 * io.ciderstream.embedding.batch.MicroBatcher}, {@link io.ciderstream.embedding.stage.InferStage}
 * takes from that and completes the futures.
 *
 * <p>What goes wrong with one picture fails that picture's future and no other: what is its own
 * fault as a {@link io.ciderstream.schemas.CiderException} of kind INPUT, everything else as the
 * exception or error that it is, which the caller treats as unexpected for this record. Native
 * memory of decodes is bounded for the embedder as a whole, by {@link
 * io.ciderstream.embedding.stage.DecodeQueue.Bounds#decodeMemory}.
 */
package io.ciderstream.embedding.stage;
