/**
 * How an ONNX file is fed and read: {@link io.ciderstream.embedding.describe.ModelDescription}. A
 * file of this project says it in its metadata; for any other file, {@link
 * io.ciderstream.embedding.describe.DescriptionReader} reads it from a short YAML file and the
 * graph. Immutable, safe from any thread.
 */
package io.ciderstream.embedding.describe;
