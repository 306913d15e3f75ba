package io.ciderstream.index.milvus;

import com.google.gson.JsonObject;
import io.ciderstream.index.Change;

/** A change in the SDK's words. */
record EncodedRow(Change.Upsert change, JsonObject json) {}
