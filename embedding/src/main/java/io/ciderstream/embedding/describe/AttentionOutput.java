package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.locate.AttentionBoxes;
import java.util.Optional;

/**
 * Where the attention is.
 *
 * @param name of the output, pictures x height x width of 0..1; a graph without it has no attention
 * @param boxes how boxes are drawn from it
 */
public record AttentionOutput(Optional<String> name, AttentionBoxes boxes) {}
