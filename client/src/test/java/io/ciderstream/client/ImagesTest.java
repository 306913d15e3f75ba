package io.ciderstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.serde.AvroGuards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final int PARTITIONS = 4;
  private static final String ID = "a";
  private static final int HASH = KeyPartition.of(utf8(ID), PARTITIONS);
  private static final int OTHER = (HASH + 1) % PARTITIONS;
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final List<ProducerRecord<byte[], byte[]>> sent =
      Collections.synchronizedList(new ArrayList<>());
  private final List<CompletableFuture<Reply>> asked = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final Images images = images(LOOKUP);

  @BeforeAll
  static void allowAvro() {
    AvroGuards.install();
  }

  @AfterEach
  void close() {
    images.close();
  }

  private Images images(Duration lookup) {
    return new Images(
        "images",
        new PictureLookup(this::ask, lookup, now::get),
        () -> PARTITIONS,
        this::send,
        now::get);
  }

  private CompletableFuture<Reply> ask(Query query, Duration timeout) {
    assertThat(query.getImageId()).isEqualTo(ID);
    assertThat(timeout).isEqualTo(LOOKUP);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    asked.add(reply);
    return reply;
  }

  private CompletableFuture<PartitionOffset> send(ProducerRecord<byte[], byte[]> image) {
    sent.add(image);
    int partition = image.partition() == null ? HASH : image.partition();
    return CompletableFuture.completedFuture(new PartitionOffset(partition, (long) sent.size()));
  }

  @Test
  void shouldReplaceAPictureWhereItIsStored() throws Exception {
    var put = put("new");
    asked.get(0).complete(storedIn(OTHER));
    assertThat(get(put).getPartition()).isEqualTo(OTHER);
    assertThat(sent).hasSize(1);
  }

  @Test
  void shouldDeleteAPictureWhereItIsStoredAndWhereAnOlderOneMayBe() throws Exception {
    var deleted = delete();
    asked.get(0).complete(storedIn(OTHER));
    assertThat(get(deleted).getPartition()).isEqualTo(OTHER);
    assertThat(sent).extracting(ProducerRecord::partition).containsExactly(OTHER, HASH);
    assertThat(sent).allMatch(image -> image.value() == null);
  }

  @Test
  void shouldDeleteOnceWhereThePictureIsStoredByItsHash() throws Exception {
    var deleted = delete();
    asked.get(0).complete(storedIn(HASH));
    get(deleted);
    assertThat(sent).extracting(ProducerRecord::partition).containsExactly(HASH);
  }

  @Test
  void shouldLeaveAnUnknownIdToTheKeysHash() throws Exception {
    var put = put("new");
    asked.get(0).complete(reply(List.of()));
    get(put);
    var deleted = delete();
    asked.get(1).complete(reply(List.of(match("b", OTHER), match(ID, -1))));
    get(deleted);
    assertThat(sent).extracting(ProducerRecord::partition).containsOnlyNulls();
  }

  @Test
  void shouldNotSendToAPartitionThatDoesNotExist() throws Exception {
    var put = put("new");
    asked.get(0).complete(storedIn(PARTITIONS));
    get(put);
    assertThat(sent).extracting(ProducerRecord::partition).containsOnlyNulls();
  }

  @Test
  void shouldKeepTheOrderOfOneId() throws Exception {
    put("first");
    delete();
    var last = put("second");
    assertThat(sent).isEmpty();
    assertThat(asked).hasSize(1);
    asked.get(0).complete(storedIn(HASH));
    get(last);
    assertThat(sent)
        .extracting(image -> image.value() == null ? "deleted" : text(image.value()))
        .containsExactly("first", "deleted", "second");
  }

  @Test
  void shouldRememberForAWhileWhereItSent() throws Exception {
    var first = put("first");
    asked.get(0).complete(storedIn(OTHER));
    get(first);
    get(put("second"));
    assertThat(asked).hasSize(1);
    now.addAndGet(Duration.ofMinutes(2).toNanos());
    put("third");
    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldDeleteWhereItSentAndWhereAnotherClientDidSince() throws Exception {
    var first = put("first");
    asked.get(0).complete(storedIn(HASH));
    get(first);
    var deleted = delete();
    asked.get(1).complete(storedIn(OTHER));
    get(deleted);
    assertThat(sent.subList(1, sent.size()))
        .extracting(ProducerRecord::partition)
        .containsExactly(OTHER, HASH);
  }

  @Test
  void shouldNotAskForEachPictureWhileNoSearcherAnswers() throws Exception {
    var first = put("first");
    asked.get(0).completeExceptionally(new IllegalStateException("no reply"));
    get(first);
    now.addAndGet(TimeUnit.SECONDS.toNanos(10));
    get(put("second"));
    assertThat(asked).hasSize(1);
    var deleted = delete();
    assertThat(asked).hasSize(2);
    asked.get(1).completeExceptionally(new IllegalStateException("no reply"));
    get(deleted);
    assertThat(sent).extracting(ProducerRecord::partition).containsOnlyNulls();
  }

  @Test
  void shouldNeverAskWithoutTimeForIt() throws Exception {
    try (Images direct = images(Duration.ZERO)) {
      direct.delete(ID, utf8(ID)).get(0, TimeUnit.SECONDS);
      assertThat(sent).hasSize(1);
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void shouldSendWhatWaitsWhenItIsClosed() {
    put("new");
    images.close();
    assertThat(sent).hasSize(1);
    assertThatThrownBy(() -> get(put("late"))).hasMessageContaining("The client is closed");
  }

  private CompletableFuture<PartitionOffset> put(String picture) {
    return images.put(ID, utf8(ID), utf8(picture), new RecordHeaders());
  }

  private CompletableFuture<PartitionOffset> delete() {
    return images.delete(ID, utf8(ID));
  }

  private static PartitionOffset get(CompletableFuture<PartitionOffset> future) throws Exception {
    return future.get(1, TimeUnit.MINUTES);
  }

  private static Reply storedIn(int partition) {
    return reply(List.of(match("of the same picture", 3), match(ID, partition)));
  }

  private static Match match(String id, int partition) {
    return Match.newBuilder()
        .setImageId(id)
        .setSource(Source.newBuilder().setPartition(partition).build())
        .build();
  }

  private static Reply reply(List<Match> matches) {
    return new Reply("r", Status.OK, null, null, null, matches, List.of(), List.of(), Map.of());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
