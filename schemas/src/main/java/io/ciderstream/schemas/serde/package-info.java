/**
 * Records of the contract to bytes and back: {@link io.ciderstream.schemas.serde.AvroSerdes Avro in
 * Confluent's framing}, {@link io.ciderstream.schemas.serde.ReplyJson replies as JSON}, and {@link
 * io.ciderstream.schemas.serde.SchemaSubjects the subjects of the schema registry}. What is Avro
 * and what is a bare picture {@link io.ciderstream.schemas.serde.AvroSerdes#isFramed} decides. All
 * classes may be used from any thread; a call blocks when the registry must be asked.
 */
package io.ciderstream.schemas.serde;
