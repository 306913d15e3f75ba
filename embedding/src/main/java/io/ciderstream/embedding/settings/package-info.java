/**
 * The names, defaults, checks and meanings of the settings of embedding: {@link
 * io.ciderstream.embedding.settings.EmbeddingSettings}. Immutable; any thread.
 */
package io.ciderstream.embedding.settings;
