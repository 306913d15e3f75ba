/** The index in Milvus. */
package io.ciderstream.index.milvus;
