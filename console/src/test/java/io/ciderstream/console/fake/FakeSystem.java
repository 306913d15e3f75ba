package io.ciderstream.console.fake;

import io.ciderstream.console.ConsoleClients;
import io.ciderstream.console.live.IndexRows;
import io.ciderstream.console.log.ClusterOffsets;
import io.ciderstream.console.log.Codecs;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.MetadataHeaders;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Attention;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.avro.Verification;
import io.ciderstream.schemas.serde.AvroGuards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A system in memory whose embedder embeds everything at once except what begins with {@code bad},
 * whose sink has written everything, and whose searcher answers as a test sets it; by default it
 * finds the pictures of the index by their ids.
 */
public final class FakeSystem implements ConsoleClients, Codecs, IndexRows {
  /** The descriptor of every picture. */
  public static final Box BOX = new Box(0.25f, 0.25f, 0.75f, 0.5f, 0.9f);

  private final FakeLog log = new FakeLog();
  private final Topics topics = Topics.DEFAULT;
  private final Map<String, Source> index = new ConcurrentHashMap<>();
  private volatile boolean failing;
  private volatile Function<ConsumerRecord<byte[], byte[]>, Reply> searcher = this::stored;

  /** Starts its roles. */
  public FakeSystem() {
    AvroGuards.install();
    log.follow(this::embed);
    log.follow(this::answer);
  }

  /** How queries are answered from now on; null is no answer. */
  public void searcher(Function<ConsumerRecord<byte[], byte[]>, Reply> now) {
    searcher = now;
  }

  /** The topics. */
  public FakeLog log() {
    return log;
  }

  /** A reply of that status with no matches. */
  public static Reply reply(Status status, ErrorCode code) {
    return new Reply(
        "reply-1",
        status,
        code == null ? null : code.name(),
        code == null ? null : "because",
        new Model("fake", "0123456789ab"),
        List.of(),
        List.of(BOX),
        List.of(),
        Map.of("total", 5L));
  }

  /** A reply of two matches, of which the first was verified. */
  public static Reply verifiedReply() {
    Match other = Match.newBuilder().setImageId("other").setScore(0.9f).build();
    Match same =
        Match.newBuilder()
            .setImageId("same")
            .setScore(0.8f)
            .setVerification(new Verification(87, true, BOX, null))
            .build();
    return Reply.newBuilder(reply(Status.OK, null)).setMatches(List.of(same, other)).build();
  }

  private void embed(ConsumerRecord<byte[], byte[]> image) {
    if (!image.topic().equals(topics.images())) {
      return;
    }
    if (image.value() != null
        && new String(image.value(), StandardCharsets.ISO_8859_1).startsWith("bad")) {
      log.append(deadLetter(image));
      return;
    }
    String id = new String(image.key(), StandardCharsets.UTF_8);
    byte[] value = null;
    if (image.value() == null) {
      index.remove(id);
    } else {
      Descriptor descriptor = descriptor(image);
      index.put(id, descriptor.getSource());
      value = frame(descriptor::toByteBuffer);
    }
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        HeaderNames.SOURCE_OFFSET,
        Long.toString(image.offset()).getBytes(StandardCharsets.US_ASCII));
    log.append(
        new ProducerRecord<>(topics.descriptors(), image.partition(), image.key(), value, headers));
  }

  /** Replies with the row of an image id; null to any other query. */
  private Reply stored(ConsumerRecord<byte[], byte[]> query) {
    if (query.value()[0] != 0 || asked(query.value()).getImageId() == null) {
      return null;
    }
    String id = asked(query.value()).getImageId();
    Source source = index.get(id);
    return source == null
        ? reply(Status.INVALID, ErrorCode.IMAGE_UNKNOWN)
        : Reply.newBuilder(reply(Status.OK, null))
            .setMatches(List.of(Match.newBuilder().setImageId(id).setSource(source).build()))
            .build();
  }

  /** Makes every count of the rows fail. */
  public void fail() {
    failing = true;
  }

  @Override
  public long count() {
    if (failing) {
      throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "It is a test.");
    }
    return index.size();
  }

  private ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> image) {
    RecordHeaders headers = new RecordHeaders(image.headers());
    Map.of(
            HeaderNames.ERROR_CODE, ErrorCode.FORMAT_UNKNOWN.name(),
            HeaderNames.ERROR_MESSAGE, "It is bad.",
            HeaderNames.ERROR_TOPIC, image.topic(),
            HeaderNames.ERROR_PARTITION, Integer.toString(image.partition()),
            HeaderNames.ERROR_OFFSET, Long.toString(image.offset()))
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    if (new String(image.value(), StandardCharsets.ISO_8859_1).startsWith("bad and large")) {
      headers.add(HeaderNames.ERROR_CUT, "value=9437184".getBytes(StandardCharsets.UTF_8));
    }
    return new ProducerRecord<>(
        topics.imagesDeadLetters(), null, image.key(), image.value(), headers);
  }

  private static Descriptor descriptor(ConsumerRecord<byte[], byte[]> image) {
    Map<String, Object> metadata = MetadataHeaders.read(image.headers());
    return new Descriptor(
        new Model("fake", "0123456789ab"),
        List.of(1f, 0f),
        List.of(BOX),
        new Attention(1, 2, ByteBuffer.wrap(new byte[] {0, -1})),
        "sha",
        40,
        30,
        metadata,
        null,
        new Source(image.partition(), image.offset(), Instant.ofEpochMilli(image.timestamp())),
        new String(image.value(), StandardCharsets.ISO_8859_1).startsWith("local")
            ? ByteBuffer.wrap(new byte[] {1})
            : null);
  }

  private void answer(ConsumerRecord<byte[], byte[]> query) {
    if (!query.topic().equals(topics.queries())) {
      return;
    }
    Reply reply = searcher.apply(query);
    if (reply != null) {
      RecordHeaders headers = new RecordHeaders();
      headers.add(query.headers().lastHeader(HeaderNames.CORRELATION_ID));
      byte[] value = frame(reply::toByteBuffer);
      log.append(new ProducerRecord<>(topics.replies(), null, query.key(), value, headers));
    }
  }

  // ---- clients
  @Override
  public Producer<byte[], byte[]> producer() {
    return new FakeProducer(log);
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> extra) {
    return new FakeConsumer(
        log, (int) extra.getOrDefault("max.poll.records", Integer.valueOf(500)));
  }

  @Override
  public ClusterOffsets cluster() {
    return new ClusterOffsets() {
      @Override
      public Map<TopicPartition, Long> ends(Collection<String> names) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (String name : names) {
          for (int p = 0; p < FakeLog.PARTITIONS; p++) {
            ends.put(new TopicPartition(name, p), log.end(new TopicPartition(name, p)));
          }
        }
        return ends;
      }

      @Override
      public Map<TopicPartition, Long> committed(String group) {
        return ends(topics.all());
      }

      @Override
      public void close() {}
    };
  }

  // ---- codecs: a zero, then Avro's own single-object encoding
  /** Something that Avro writes. */
  private interface Encoding {
    ByteBuffer write() throws IOException;
  }

  private static byte[] frame(Encoding encoding) {
    try {
      ByteBuffer avro = encoding.write();
      ByteBuffer framed = ByteBuffer.allocate(1 + avro.remaining());
      return framed.put((byte) 0).put(avro).array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer unframe(byte[] value) {
    return ByteBuffer.wrap(value, 1, value.length - 1).slice();
  }

  @Override
  public byte[] query(Query query) {
    return frame(query::toByteBuffer);
  }

  /** A framed value for the images topic. */
  public byte[] image(Image image) {
    return frame(image::toByteBuffer);
  }

  @Override
  public Image image(byte[] value) {
    try {
      return Image.fromByteBuffer(unframe(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The query in a value. */
  public static Query asked(byte[] value) {
    try {
      return Query.fromByteBuffer(unframe(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Descriptor descriptor(byte[] value) {
    try {
      return Descriptor.fromByteBuffer(unframe(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Reply reply(byte[] value) {
    try {
      return Reply.fromByteBuffer(unframe(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
