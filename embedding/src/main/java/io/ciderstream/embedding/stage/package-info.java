/**
 * The threads of an embedder and what lies between them: {@link
 * io.ciderstream.embedding.stage.DecodeQueue} holds what was submitted, {@link
 * io.ciderstream.embedding.stage.DecodeStage} takes from it and puts into a {@link
 * io.ciderstream.embedding.batch.MicroBatcher}, {@link io.ciderstream.embedding.stage.InferStage}
 * takes from that and completes the futures.
 */
package io.ciderstream.embedding.stage;
