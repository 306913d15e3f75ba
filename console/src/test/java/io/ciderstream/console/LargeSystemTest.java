package io.ciderstream.console;

import static io.ciderstream.console.Consoles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.console.fake.FakeLog;
import io.ciderstream.console.fake.FakeSystem;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.avro.Status;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A system of more pictures than a console keeps ids. */
class LargeSystemTest {
  private static final int PICTURES = 5_000;

  /** How many records a console reads before the end. */
  private static final int TAIL = 2_000;

  private final FakeSystem system = new FakeSystem();
  private final Consoles consoles = new Consoles(system);

  LargeSystemTest() {
    for (int i = 0; i < PICTURES; i++) {
      system.log().append(new ProducerRecord<>("images", utf8("id-" + i), picture(i)));
    }
  }

  @AfterEach
  void stop() {
    consoles.close();
  }

  private static byte[] picture(int number) {
    return ("GIF8 " + number).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void shouldReadOnlyTheTailAtItsStart() throws Exception {
    consoles.open();
    assertThat(system.log().read("descriptors")).isEqualTo(TAIL);
  }

  @Test
  void shouldFindPicturesAndDescriptorsThatItHasNotSeen() throws Exception {
    Client client = consoles.open();
    for (int i = 0; i < PICTURES; i += 503) {
      assertThat(client.get("/v1/images/id-" + i).response().body()).isEqualTo(picture(i));
      long before = system.log().read("descriptors");
      JsonNode descriptor = client.get("/v1/descriptors/id-" + i).json();
      assertThat(descriptor.get("id").textValue()).isEqualTo("id-" + i);
      assertThat(descriptor.at("/source/partition").intValue()).isEqualTo(hash("id-" + i));
      assertThat(system.log().read("descriptors") - before)
          .as("records read to find one")
          .isLessThan(30);
    }
    assertThat(client.get("/v1/images/unknown").code()).isEqualTo("IMAGE_UNKNOWN");
    assertThat(client.get("/v1/descriptors/unknown").code()).isEqualTo("IMAGE_UNKNOWN");
  }

  private static int hash(String id) {
    return KeyPartition.of(utf8(id), FakeLog.PARTITIONS);
  }

  @Test
  void shouldCountTheRowsOfTheIndex() throws Exception {
    Client client = consoles.open();
    await()
        .untilAsserted(
            () -> {
              JsonNode latest = client.get("/v1/images").json();
              assertThat(latest.get("total").intValue()).isEqualTo(PICTURES);
              assertThat(latest.get("estimated").booleanValue()).isFalse();
            });
  }

  @Test
  void shouldEstimateTheCountWhereTheIndexCannotBeAsked() throws Exception {
    system.fail();
    Client client = consoles.open();
    client.delete("/v1/images/id-4999?wait=indexed");
    await()
        .untilAsserted(
            () -> {
              JsonNode latest = client.get("/v1/images").json();
              assertThat(latest.get("total").intValue()).isEqualTo(PICTURES + 1);
              assertThat(latest.get("estimated").booleanValue()).isTrue();
            });
  }

  /**
   * Appends a picture to another partition than that of its hash, and more than a tail after it.
   */
  private int appendMisplaced(String id) {
    int partition = 1 - hash(id);
    system.log().append(new ProducerRecord<>("images", partition, utf8(id), picture(0)));
    for (int i = 0; i < TAIL; i++) {
      system.log().append(new ProducerRecord<>("images", utf8("later-" + i), picture(i)));
    }
    return partition;
  }

  @Test
  void shouldReplaceAndDeleteWhatItHasNotSeen() throws Exception {
    String id = "elsewhere";
    int other = appendMisplaced(id);
    Client client = consoles.open();
    Client.Answer put = client.put("/v1/images/" + id + "?wait=indexed", picture(1));
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json().get("partition").intValue()).isEqualTo(other);
    Client.Answer deleted = client.delete("/v1/images/id-0?wait=indexed");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(client.get("/v1/images/id-0").code()).isEqualTo("IMAGE_UNKNOWN");
  }

  @Test
  void shouldDeleteByTheHashTooWhereItKnowsOnlyTheIndex() throws Exception {
    String id = "elsewhere";
    int other = appendMisplaced(id);
    Client client = consoles.open();
    long before = system.log().end(new TopicPartition("images", hash(id)));
    Client.Answer deleted = client.delete("/v1/images/" + id + "?wait=indexed");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json().get("partition").intValue()).isEqualTo(other);
    assertThat(system.log().end(new TopicPartition("images", hash(id)))).isEqualTo(before + 1);
  }

  @Test
  void shouldSayThatTheSearcherIsNeededWhereItDoesNotAnswer() throws Exception {
    system.searcher(query -> FakeSystem.reply(Status.UNAVAILABLE, ErrorCode.INDEX_UNAVAILABLE));
    Client client = consoles.open();
    assertThat(client.get("/v1/images/id-0").code()).isEqualTo("INDEX_UNAVAILABLE");
    assertThat(client.get("/v1/images/id-4999").status()).isEqualTo(200);
    assertThat(client.put("/v1/images/new?wait=indexed", picture(7)).status()).isEqualTo(200);
  }
}
