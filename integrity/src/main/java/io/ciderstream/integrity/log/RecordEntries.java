package io.ciderstream.integrity.log;

import io.ciderstream.index.Row;
import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.EntryKind;
import io.ciderstream.integrity.entry.Facts;
import io.ciderstream.integrity.entry.KeyDigest;
import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Sha256;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Makes entries of the log's records and of rows. One thread. */
public final class RecordEntries {
  private static final String CONNECT = "__connect.errors.";

  /** A code in the message of the sink's dead letter, if one is there. */
  private static final Pattern CODE =
      Pattern.compile("\\b(%s)\\b".formatted(String.join("|", codes())));

  private final LogCodec codec;
  private final CodeNumbers codes;
  private final ToLongFunction<byte[]> ids;

  /**
   * Creates a maker of entries.
   *
   * @param codes numbers the codes of dead letters
   * @param ids keeps an id and returns where
   */
  public RecordEntries(LogCodec codec, CodeNumbers codes, ToLongFunction<byte[]> ids) {
    this.codec = codec;
    this.codes = codes;
    this.ids = ids;
  }

  /** Returns the entry of a record of {@code images}. */
  public Entry image(KeyDigest key, ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return new Entry(
        key,
        value == null ? EntryKind.IMAGE_DELETION : EntryKind.IMAGE,
        new RecordPosition(record.partition(), record.offset()),
        record.offset(),
        Entry.UNKNOWN,
        value == null ? Facts.NONE : Facts.ofContent(contentHash(value)));
  }

  /** Returns the SHA-256 of the encoded picture in hex; empty if only its uri is known. */
  private String contentHash(byte[] value) {
    if (!AvroSerdes.isFramed(value)) {
      return Sha256.hex(value);
    }
    try {
      Image image = codec.image(value);
      return image.getContent() != null
          ? Sha256.hex(ByteArrays.of(image.getContent()))
          : Optional.ofNullable(image.getSha256()).orElse("").toLowerCase(Locale.ROOT);
    } catch (CiderException e) {
      requireInvalid(e);
      return "";
    }
  }

  /** Returns the entry of a record of {@code descriptors}. */
  public Entry descriptor(KeyDigest key, ConsumerRecord<byte[], byte[]> record) {
    Optional<Descriptor> value = read(record.value());
    long source =
        value
            .map(descriptor -> descriptor.getSource().getOffset())
            .orElseGet(() -> sourceOffset(record));
    return new Entry(
        key,
        record.value() == null ? EntryKind.TOMBSTONE : EntryKind.DESCRIPTOR,
        new RecordPosition(record.partition(), source),
        record.offset(),
        ids.applyAsLong(record.key() == null ? new byte[0] : shortened(record.key())),
        value.map(this::facts).orElse(Facts.NONE));
  }

  private Facts facts(Descriptor descriptor) {
    return Facts.of(DescriptorRow.of(SOME_ID, descriptor), descriptor.getSha256());
  }

  /** Facts do not depend on the id. */
  private static final ImageId SOME_ID = new ImageId("-");

  private Optional<Descriptor> read(byte[] value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.descriptor(value));
    } catch (CiderException e) {
      requireInvalid(e);
      return Optional.empty();
    }
  }

  /** Rethrows what does not show that the value itself is invalid. */
  private static void requireInvalid(CiderException e) {
    if (e.code().kind() != ErrorKind.INPUT) {
      throw e;
    }
  }

  private static byte[] shortened(byte[] key) {
    return key.length <= 0xffff ? key : Arrays.copyOf(key, 0xffff);
  }

  /** Returns the entry of a row. */
  public Entry row(KeyDigest key, Row row) {
    return new Entry(
        key,
        EntryKind.ROW,
        row.source().position(),
        Entry.UNKNOWN,
        ids.applyAsLong(row.id().toBytes()),
        Facts.of(row, ""));
  }

  /** Returns the entry of a dead letter of the embedder; empty if it is about another topic. */
  public Optional<Entry> imageLetter(
      KeyDigest key, ConsumerRecord<byte[], byte[]> record, String images) {
    OptionalLong partition = number(record, HeaderNames.ERROR_PARTITION);
    OptionalLong offset = number(record, HeaderNames.ERROR_OFFSET);
    if (!text(record, HeaderNames.ERROR_TOPIC).equals(Optional.of(images))
        || partition.isEmpty()
        || offset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            key,
            EntryKind.IMAGE_LETTER,
            new RecordPosition((int) partition.getAsLong(), offset.getAsLong()),
            record.offset(),
            Entry.UNKNOWN,
            Facts.ofCode(codes.of(text(record, HeaderNames.ERROR_CODE)))));
  }

  /** Returns the entry of a dead letter of the sink; empty if it is about another topic. */
  public Optional<Entry> descriptorLetter(
      KeyDigest key, ConsumerRecord<byte[], byte[]> record, String descriptors) {
    OptionalLong partition = number(record, CONNECT + "partition");
    OptionalLong offset = number(record, CONNECT + "offset");
    if (!text(record, CONNECT + "topic").equals(Optional.of(descriptors))
        || partition.isEmpty()
        || offset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            key,
            EntryKind.DESCRIPTOR_LETTER,
            new RecordPosition((int) partition.getAsLong(), sourceOffset(record)),
            offset.getAsLong(),
            Entry.UNKNOWN,
            Facts.ofCode(
                codes.of(text(record, CONNECT + "exception.message").flatMap(this::code)))));
  }

  private Optional<String> code(String message) {
    Matcher found = CODE.matcher(message);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** Returns the image offset in a record's header; -1 if it has none. */
  public static long sourceOffset(ConsumerRecord<byte[], byte[]> record) {
    return number(record, HeaderNames.SOURCE_OFFSET).orElse(Entry.UNKNOWN);
  }

  private static OptionalLong number(ConsumerRecord<byte[], byte[]> record, String header) {
    try {
      return text(record, header)
          .map(Long::parseLong)
          .map(OptionalLong::of)
          .orElse(OptionalLong.empty());
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static String[] codes() {
    return Arrays.stream(ErrorCode.values()).map(Enum::name).toArray(String[]::new);
  }
}
