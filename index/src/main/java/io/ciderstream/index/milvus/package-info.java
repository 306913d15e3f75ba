/**
 * The index in Milvus. Enter at {@link io.ciderstream.index.milvus.MilvusIndexWriter} (one thread)
 * and {@link io.ciderstream.index.milvus.MilvusIndexSearch} (any thread). The same code runs on
 * Milvus Lite, 2.3 and later: what they have in common is used, and no decision hangs on the text
 * of an error.
 */
package io.ciderstream.index.milvus;
