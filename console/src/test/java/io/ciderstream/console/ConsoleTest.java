package io.ciderstream.console;

import static io.ciderstream.console.Consoles.JSON;
import static io.ciderstream.console.Consoles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.console.fake.FakeLog;
import io.ciderstream.console.fake.FakeSystem;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};
  private static final String BYTES = "application/octet-stream";

  private final FakeSystem system = new FakeSystem();
  private final Consoles consoles = new Consoles(system);

  @AfterEach
  void stop() {
    consoles.close();
  }

  private Client open() throws IOException {
    return consoles.open();
  }

  @Test
  void shouldDescribeExactlyTheOperationsItServes() throws Exception {
    open();
    TreeSet<String> served = new TreeSet<>();
    consoles.first().routes().stream()
        .filter(
            r -> r.template().startsWith("/v1/") || r.template().matches("/(health|ready|metrics)"))
        .forEach(route -> served.add(route.method() + " " + route.template()));
    assertThat(new OpenApi().operations()).isEqualTo(served);
  }

  @Test
  void shouldServeItsDescriptionAndThePage() throws Exception {
    Client client = open();
    assertThat(client.get("/v1/openapi.json").json()).isEqualTo(new OpenApi().document());
    Client.Answer page = client.get("/");
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    String html = new String(page.response().body(), StandardCharsets.UTF_8);
    assertThat(html).doesNotContain("<style", "style=\"", "onclick", "http://", "https://");
    for (String file : new String[] {"app.js", "style.css", "icon.svg"}) {
      Client.Answer answer = client.get("/" + file);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(
              client
                  .send(client.request("/" + file).header("If-None-Match", answer.header("ETag")))
                  .status())
          .isEqualTo(304);
    }
  }

  @Test
  void shouldKeepAPictureUnderAnyId() throws Exception {
    Client client = open();
    Map<String, String> ids =
        Map.of(
            "plain.jpg", "plain.jpg",
            "a/b/c.jpg", "a/b/c.jpg",
            "a%2Fb%20c", "a/b c",
            "%C3%A9%F0%9F%8D%8E", "é🍎",
            "a%25b+c", "a%b+c",
            "x%3Fy%23z;k=1", "x?y#z;k=1");
    for (Map.Entry<String, String> some : ids.entrySet()) {
      String path = some.getKey();
      Client.Answer put =
          client.put(
              "/v1/images/" + path + "?wait=indexed&meta.shop=north&meta-number.price=10", PICTURE);
      assertThat(put.status()).as(path).isEqualTo(200);
      assertThat(put.json().get("id").textValue()).isEqualTo(some.getValue());
      assertThat(put.json().get("indexed").booleanValue()).isTrue();
      Client.Answer get = client.get("/v1/images/" + path);
      assertThat(get.response().body()).isEqualTo(PICTURE);
      assertThat(get.header("Content-Type")).isEqualTo("image/jpeg");
      JsonNode descriptor = client.get("/v1/descriptors/" + path).json();
      assertThat(descriptor.at("/metadata/shop").textValue()).isEqualTo("north");
      assertThat(descriptor.at("/metadata/price").isIntegralNumber()).isTrue();
      assertThat(descriptor.at("/boxes/0/x2").floatValue()).isEqualTo(0.75f);
      assertThat(descriptor.at("/attention/values").textValue()).isEqualTo("AP8=");
      assertThat(client.get("/v1/images").json().at("/images/0/id").textValue())
          .isEqualTo(some.getValue());
    }
    assertThat(client.get("/v1/metadata").json().at("/names/shop/0").textValue())
        .isEqualTo("\"north\"");
  }

  @Test
  void shouldReadPicturesByPositionAndMakeSmallCopies() throws Exception {
    Client client = open();
    JsonNode first = client.put("/v1/images/x?wait=indexed", PICTURE).json();
    byte[] other = {'G', 'I', 'F', '8', 9};
    client.put("/v1/images/x?wait=indexed", other);
    assertThat(client.get("/v1/images/x").response().body()).isEqualTo(other);
    String at =
        "?at=%d:%d".formatted(first.get("partition").intValue(), first.get("offset").longValue());
    for (int again = 0; again < 2; again++) {
      Client.Answer old = client.get("/v1/images/x" + at);
      assertThat(old.response().body()).isEqualTo(PICTURE);
      assertThat(old.header("Cache-Control")).contains("immutable");
      assertThat(
              client
                  .send(
                      client
                          .request("/v1/images/x" + at)
                          .header("If-None-Match", old.header("ETag")))
                  .status())
          .isEqualTo(304);
    }
    assertThat(
            new String(
                client.get("/v1/images/x?width=32").response().body(), StandardCharsets.UTF_8))
        .isEqualTo("copy of width 32");
    assertThat(client.get("/v1/images/y" + at).status()).isEqualTo(410);
    assertThat(client.get("/v1/images/x?at=0:99999").status()).isEqualTo(410);
    assertThat(client.get("/v1/images/x?at=9999:0").status()).isEqualTo(410);
    assertThat(client.get("/v1/images/x?width=5").code()).isEqualTo("QUERY_INVALID");
  }

  @Test
  void shouldShowThePictureWithinAnAvroImage() throws Exception {
    Client client = open();
    byte[] framed = system.image(Image.newBuilder().setContent(ByteBuffer.wrap(PICTURE)).build());
    system.log().append(new ProducerRecord<>("images", utf8("avro"), framed));
    await().until(() -> client.get("/v1/images/avro").status() == 200);
    assertThat(client.get("/v1/images/avro").response().body()).isEqualTo(PICTURE);
  }

  @Test
  void shouldForgetADeletedPicture() throws Exception {
    Client client = open();
    client.put("/v1/images/x?wait=indexed", PICTURE);
    Client.Answer deleted = client.delete("/v1/images/x?wait=indexed");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(client.get("/v1/images/x").code()).isEqualTo("IMAGE_UNKNOWN");
    assertThat(client.get("/v1/descriptors/x").status()).isEqualTo(404);
    assertThat(client.get("/v1/images").json().get("total").intValue()).isZero();
  }

  @Test
  void shouldAcceptWithoutWaiting() throws Exception {
    Client client = open();
    Client.Answer put = client.put("/v1/images/x", PICTURE);
    assertThat(put.status()).isEqualTo(202);
    assertThat(put.json().get("indexed").booleanValue()).isFalse();
    assertThat(client.delete("/v1/images/x").status()).isEqualTo(202);
  }

  @Test
  void shouldRefuseWhatIsNoPictureOrId() throws Exception {
    Client client = open();
    assertThat(client.put("/v1/images/x", new byte[0]).code()).isEqualTo("VALUE_EMPTY");
    assertThat(client.put("/v1/images/x", new byte[] {0, 1}).code()).isEqualTo("FORMAT_UNKNOWN");
    Client.Answer large = client.put("/v1/images/x", new byte[1_001]);
    assertThat(large.code()).isEqualTo("VALUE_TOO_LARGE");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.json().get("detail").textValue()).contains("Settings: most.bytes.");
    assertThat(client.put("/v1/images/a%C2%85b", PICTURE).code()).isEqualTo("KEY_INVALID");
    Client.Answer zero = client.put("/v1/images/a%00b", PICTURE);
    assertThat(zero.status()).isEqualTo(400);
    assertThat(zero.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(client.put("/v1/images/" + "x".repeat(513), PICTURE).code())
        .isEqualTo("KEY_INVALID");
    assertThat(client.put("/v1/images/x?wait=other", PICTURE).code()).isEqualTo("QUERY_INVALID");
    assertThat(client.put("/v1/images/x?meta-number.price=ten", PICTURE).code())
        .isEqualTo("METADATA_INVALID");
    assertThat(client.delete("/v1/images/x?wait=other").code()).isEqualTo("QUERY_INVALID");
    assertThat(imagesProduced()).isZero();
  }

  @Test
  void shouldRefuseBodiesThatAreNoBarePictureAndSayWhatToSend() throws Exception {
    Client client = open();
    String part = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.jpg\"\r\n\r\n";
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("multipart/form-data; boundary=x", utf8(part));
    bodies.put("Multipart/Mixed", PICTURE);
    bodies.put("image/jpeg", utf8(part));
    bodies.put("application/x-www-form-urlencoded", utf8("photo=a.jpg&meta=1"));
    bodies.put("application/json", utf8(" {\"image_id\": \"x\"}"));
    bodies.put("application/octet-stream", utf8("[1, 2]"));
    bodies.put("text/html", utf8("\n<!doctype html><p>Not found</p>"));
    bodies.put("image/svg+xml", utf8("<svg xmlns='http://www.w3.org/2000/svg'/>"));
    for (Map.Entry<String, byte[]> some : bodies.entrySet()) {
      Client.Answer put = client.send(client.put("/v1/images/x", some.getValue(), some.getKey()));
      assertThat(put.status()).as(some.getKey()).isEqualTo(415);
      assertThat(put.code()).isEqualTo("FORMAT_UNKNOWN");
      assertThat(put.json().get("detail").textValue()).contains("--data-binary @photo.jpg");
      if (!some.getKey().equals(JSON)) {
        assertThat(client.post("/v1/search", some.getValue(), some.getKey()).status())
            .as("search with %s", some.getKey())
            .isEqualTo(415);
      }
    }
    assertThat(imagesProduced()).isZero();
  }

  @Test
  void shouldTellThatCurlTookTheLineBreaksOut() throws Exception {
    Client client = open();
    byte[] stripped = new byte[900];
    Arrays.fill(stripped, (byte) 0xd8);
    stripped[0] = (byte) 0xff;
    stripped[2] = (byte) 0xff;
    String form = "application/x-www-form-urlencoded";
    Client.Answer put = client.send(client.put("/v1/images/x", stripped, form));
    assertThat(put.status()).isEqualTo(415);
    assertThat(put.json().get("detail").textValue())
        .contains("lost its line breaks", "--data-binary @photo.jpg");
    stripped[100] = '\n';
    assertThat(client.send(client.put("/v1/images/x", stripped, form)).status()).isEqualTo(202);
  }

  @Test
  void shouldRefuseQueryParametersThatHaveNoMeaning() throws Exception {
    Client client = open();
    for (String path :
        List.of("/v1/images/x?shop=north", "/v1/images/x?Meta.a=x", "/v1/images/x?meta-text.a=x")) {
      Client.Answer put = client.put(path, PICTURE);
      assertThat(put.code()).as(path).isEqualTo("QUERY_INVALID");
      assertThat(put.json().get("detail").textValue())
          .contains("There is no query parameter", "wait");
    }
    for (String path :
        List.of(
            "/v1/search?top-k=3",
            "/v1/search?exclude_self=true",
            "/v1/search?image_id=x",
            "/v1/search?top_k=3&top_k=4",
            "/v1/search?x=")) {
      assertThat(client.post(path, PICTURE, "image/jpeg").code()).isEqualTo("QUERY_INVALID");
    }
    Client.Answer json = client.post("/v1/search?top_k=3", utf8("{\"image_id\": \"x\"}"), JSON);
    assertThat(json.code()).isEqualTo("QUERY_INVALID");
    assertThat(json.json().get("detail").textValue()).contains("in the JSON body");
    assertThat(client.delete("/v1/images/x?waits=indexed").code()).isEqualTo("QUERY_INVALID");
    assertThat(client.get("/v1/images?limits=3").code()).isEqualTo("QUERY_INVALID");
    assertThat(client.get("/health?probe=1").status()).isEqualTo(200);
    assertThat(imagesProduced()).isZero();
  }

  @Test
  void shouldRefuseCompressedBodies() throws Exception {
    Client client = open();
    for (String type : List.of("image/jpeg", JSON)) {
      Client.Answer answer =
          client.send(
              client
                  .request("/v1/search")
                  .header("Content-Type", type)
                  .header("Content-Encoding", "gzip")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b})));
      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.json().get("detail").textValue()).contains("gzip");
    }
    Client.Answer put =
        client.send(
            client
                .put("/v1/images/x", PICTURE, "image/jpeg")
                .header("Content-Encoding", "identity"));
    assertThat(put.status()).isEqualTo(202);
  }

  @Test
  void shouldTakeAPictureWhateverItsContentTypeSays() throws Exception {
    Client client = open();
    for (String type : List.of("application/x-www-form-urlencoded", "text/plain", JSON)) {
      assertThat(client.send(client.put("/v1/images/x", PICTURE, type)).status()).isEqualTo(202);
    }
  }

  @Test
  void shouldDeleteAndReplaceAPictureWhereAnotherClientPutIt() throws Exception {
    Client client = open();
    int hash = KeyPartition.of(utf8("x"), FakeLog.PARTITIONS);
    int other = 1 - hash;
    system.log().append(new ProducerRecord<>("images", other, utf8("x"), PICTURE));
    await().until(() -> client.get("/v1/images/x").status() == 200);
    await().until(() -> misplaced(client) == 1);

    byte[] newer = {'G', 'I', 'F', '8', 9};
    Client.Answer put = client.put("/v1/images/x?wait=indexed", newer);
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json().get("partition").intValue()).isEqualTo(other);
    Client.Answer deleted = client.delete("/v1/images/x?wait=indexed");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json().get("partition").intValue()).isEqualTo(other);
    assertThat(system.log().end(new TopicPartition("images", hash))).isZero();
    await().until(() -> misplaced(client) == 0);
  }

  @Test
  void shouldDeleteAndReplaceAPictureInEachPartitionThatHasIt() throws Exception {
    Client client = open();
    for (int partition = 0; partition < FakeLog.PARTITIONS; partition++) {
      system.log().append(new ProducerRecord<>("images", partition, utf8("x"), PICTURE));
    }
    await().until(() -> client.get("/v1/images/x").status() == 200);
    await().until(() -> misplaced(client) == 1);
    assertThat(client.put("/v1/images/x?wait=indexed", PICTURE).status()).isEqualTo(200);
    assertThat(imagesProduced()).isEqualTo(4);
    assertThat(client.delete("/v1/images/x?wait=indexed").status()).isEqualTo(200);
    for (int partition = 0; partition < FakeLog.PARTITIONS; partition++) {
      assertThat(system.log().end(new TopicPartition("images", partition))).isEqualTo(3);
    }
  }

  private long imagesProduced() {
    return system.log().end(new TopicPartition("images", 0))
        + system.log().end(new TopicPartition("images", 1));
  }

  private static double misplaced(Client client) throws Exception {
    String metrics = new String(client.get("/metrics").response().body(), StandardCharsets.UTF_8);
    Matcher value = Pattern.compile("(?m)^cider_pictures_misplaced (\\S+)$").matcher(metrics);
    return value.find() ? Double.parseDouble(value.group(1)) : -1;
  }

  @Test
  void shouldTellWhyAPictureWasRefusedAndReplayIt() throws Exception {
    Client client = open();
    Client.Answer put = client.put("/v1/images/x?wait=indexed&meta.a=b", utf8("bad one"));
    assertThat(put.status()).isEqualTo(415);
    assertThat(put.code()).isEqualTo("FORMAT_UNKNOWN");
    assertThat(put.json().get("detail").textValue()).isEqualTo("It is bad.");
    JsonNode letter = client.get("/v1/dead-letters").json().at("/dead_letters/0");
    assertThat(letter.get("id").textValue()).isEqualTo("x");
    assertThat(letter.get("replayable").booleanValue()).isTrue();
    String replay =
        "/v1/dead-letters/%d/%d/replay"
            .formatted(letter.get("partition").intValue(), letter.get("offset").longValue());
    assertThat(client.post(replay, new byte[0], BYTES).status()).isEqualTo(202);
    await().until(() -> client.get("/v1/dead-letters").json().get("seen").intValue() == 2);
    client.put("/v1/images/x?wait=indexed", PICTURE);
    assertThat(conflict(client, replay)).isEqualTo("replaced");
    client.delete("/v1/images/x?wait=indexed");
    assertThat(conflict(client, replay)).isEqualTo("deleted");
    assertThat(client.post(replay + "?force=true", new byte[0], BYTES).status()).isEqualTo(202);
    assertThat(client.post("/v1/dead-letters/0/99/replay", new byte[0], BYTES).status())
        .isEqualTo(404);
  }

  @Test
  void shouldNotReplayADeadLetterThatWasCut() throws Exception {
    Client client = open();
    client.put("/v1/images/x?wait=indexed", utf8("bad and large"));
    JsonNode letter = client.get("/v1/dead-letters").json().at("/dead_letters/0");
    String replay =
        "/v1/dead-letters/%d/%d/replay?force=true"
            .formatted(letter.get("partition").intValue(), letter.get("offset").longValue());
    assertThat(conflict(client, replay)).isEqualTo("cut");
  }

  @Test
  void shouldTellWhetherMatchesCanBeVerified() throws Exception {
    Client client = open();
    assertThat(client.put("/v1/images/a?wait=indexed", PICTURE).status()).isEqualTo(200);
    assertThat(client.get("/v1/images").json().get("verifiable").booleanValue()).isFalse();
    assertThat(client.put("/v1/images/b?wait=indexed", utf8("local")).status()).isEqualTo(200);
    assertThat(client.get("/v1/images").json().get("verifiable").booleanValue()).isTrue();
  }

  private static String conflict(Client client, String replay) throws Exception {
    Client.Answer answer = client.post(replay, new byte[0], BYTES);
    assertThat(answer.status()).isEqualTo(409);
    return answer.json().get("conflict").textValue();
  }

  @Test
  void shouldAskWithAPictureAndPassItsParametersOn() throws Exception {
    Client client = open();
    List<Map<String, String>> asked = new ArrayList<>();
    system.searcher(
        query -> {
          asked.add(
              Map.of(
                  "top-k", header(query, HeaderNames.TOP_K),
                  "verify", header(query, HeaderNames.VERIFY),
                  "filter", header(query, HeaderNames.FILTER),
                  "region", header(query, HeaderNames.REGION),
                  "offset", header(query, HeaderNames.OFFSET),
                  "min-score", header(query, HeaderNames.MIN_SCORE),
                  "group-by", header(query, HeaderNames.GROUP_BY),
                  "at-least", header(query, HeaderNames.AT_LEAST)));
          assertThat(query.value()).isEqualTo(PICTURE);
          return FakeSystem.verifiedReply();
        });
    Client.Answer answer =
        client.post(
            "/v1/search?top_k=7&verify=50&filter=metadata%5B%22a%22%5D%20%3D%3D%201&region=0,0,1,0.5"
                + "&offset=14&min_score=0.5&group_by=shop&at_least=0:5,1:7",
            PICTURE, "image/jpeg");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/boxes/0/y2").floatValue()).isEqualTo(0.5f);
    assertThat(asked)
        .containsExactly(
            Map.of(
                "top-k", "7",
                "verify", "50",
                "filter", "metadata[\"a\"] == 1",
                "region", "0,0,1,0.5",
                "offset", "14",
                "min-score", "0.5",
                "group-by", "shop",
                "at-least", "0:5,1:7"));
    assertThat(answer.json().at("/matches/0/verification/inliers").intValue()).isEqualTo(87);
    assertThat(answer.json().at("/matches/0/verification/query_box/x1").floatValue())
        .isEqualTo(0.25f);
    assertThat(answer.json().at("/matches/1/verification").isNull()).isTrue();
  }

  private static String header(
      org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldAskByUrl() throws Exception {
    Client client = open();
    List<Query> asked = new ArrayList<>();
    system.searcher(
        query -> {
          asked.add(FakeSystem.asked(query.value()));
          return FakeSystem.reply(Status.OK, null);
        });
    for (String query :
        List.of(
            "image_id=x",
            "uri=http%3A%2F%2Fhost%2Fa.jpg&region=0,0,1,0.5",
            "image_id=x&image_id=y&uri=http%3A%2F%2Fhost%2Fa.jpg&combine=any&exclude_self=true"
                + "&top_k=7&offset=14&min_score=0.5&verify=20&filter=f&group_by=shop&at_least=0:5,1:7")) {
      assertThat(client.get("/v1/search?" + query).status()).as(query).isEqualTo(200);
    }
    assertThat(asked)
        .containsExactly(
            Query.newBuilder().setImageId("x").build(),
            Query.newBuilder()
                .setUri("http://host/a.jpg")
                .setRegion(new Box(0f, 0f, 1f, 0.5f, 1f))
                .build(),
            Query.newBuilder()
                .setImageIds(List.of("x", "y"))
                .setUris(List.of("http://host/a.jpg"))
                .setCombine("any")
                .setExcludeSelf(true)
                .setTopK(7)
                .setOffset(14)
                .setMinScore(0.5f)
                .setVerify(20)
                .setFilter("f")
                .setGroupBy("shop")
                .setAtLeast(List.of(new PartitionOffset(0, 5L), new PartitionOffset(1, 7L)))
                .build());
    for (String wrong :
        List.of(
            "image_id=x&topk=3",
            "image_id=x&top_k=many",
            "image_id=x&exclude_self=yes",
            "image_id=x&region=0,0,1",
            "image_id=x&at_least=7",
            "image_id=x&filter=a&filter=b")) {
      assertThat(client.get("/v1/search?" + wrong).code()).as(wrong).isEqualTo("QUERY_INVALID");
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  void shouldAskWithJson() throws Exception {
    Client client = open();
    List<Query> asked = new ArrayList<>();
    system.searcher(
        query -> {
          asked.add(FakeSystem.asked(query.value()));
          return FakeSystem.reply(Status.OK, null);
        });
    String json =
        """
        {"image_id": "x", "top_k": 3, "verify": 20, "filter": "f", "at_least": [{"partition": 1, "offset": 2}],
         "deadline": 1234, "region": null}
        """;
    assertThat(client.post("/v1/search", utf8(json), JSON).status()).isEqualTo(200);
    assertThat(client.post("/v1/search", utf8("{\"vector\": [1, 0.5]}"), JSON).status())
        .isEqualTo(200);
    Query first = asked.getFirst();
    assertThat(first.getImageId()).isEqualTo("x");
    assertThat(first.getTopK()).isEqualTo(3);
    assertThat(first.getVerify()).isEqualTo(20);
    assertThat(first.getAtLeast().getFirst().getOffset()).isEqualTo(2);
    assertThat(first.getDeadline().toEpochMilli()).isEqualTo(1234);
    assertThat(asked.getLast().getVector()).containsExactly(1f, 0.5f);
  }

  @Test
  void shouldRefuseJsonThatIsNoQuery() throws Exception {
    Client client = open();
    List<String> wrong =
        List.of(
            "",
            "[1]",
            "{",
            "{\"imageid\": \"x\"}",
            "{\"image_id\": 7}",
            "{\"vector\": \"x\"}",
            "{\"vector\": [\"x\"]}",
            "{\"region\": [1, 2]}",
            "{\"top_k\": 1.5}",
            "{\"top_k\": 1e99}",
            "{\"verify\": true}",
            "{\"content\": \"!\"}",
            "{\"at_least\": [{\"partition\": \"a\"}]}");
    for (String json : wrong) {
      assertThat(client.post("/v1/search", utf8(json), JSON).code())
          .as(json)
          .isEqualTo("QUERY_INVALID");
    }
  }

  @Test
  void shouldTurnAFailedReplyIntoAProblem() throws Exception {
    Client client = open();
    fails(client, Status.INVALID, ErrorCode.FILTER_INVALID, 400);
    fails(client, Status.INVALID, ErrorCode.PICTURE_CORRUPT, 422);
    fails(client, Status.INVALID, ErrorCode.IMAGE_UNKNOWN, 404);
    fails(client, Status.STALE, ErrorCode.INDEX_BEHIND, 503);
    fails(client, Status.EXPIRED, ErrorCode.DEADLINE_PASSED, 504);
    fails(client, Status.UNAVAILABLE, ErrorCode.INDEX_UNAVAILABLE, 503);
  }

  private void fails(Client client, Status status, ErrorCode code, int http) throws Exception {
    system.searcher(query -> FakeSystem.reply(status, code));
    Client.Answer answer = client.post("/v1/search", PICTURE, BYTES);
    assertThat(answer.status()).as(code.name()).isEqualTo(http);
    assertThat(answer.code()).isEqualTo(code.name());
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").textValue()).isEqualTo("urn:cider:error:" + code);
    assertThat(answer.json().get("reply_status").textValue()).isEqualTo(status.name());
  }

  @Test
  void shouldSayThatNoReplyCame() throws Exception {
    Client.Answer answer = open().post("/v1/search", PICTURE, BYTES);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("BROKER_UNAVAILABLE");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void shouldTellWhatGoesOn() throws Exception {
    Client client = open();
    client.put("/v1/images/x?wait=indexed", PICTURE);
    client.put("/v1/images/y?wait=indexed", utf8("bad"));
    OpenApi description = new OpenApi();
    URI events = client.request("/v1/events").build().uri();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(events.toURL().openStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: history");
      JsonNode history = data(lines);
      assertThat(history.isArray()).isTrue();
      history.forEach(one -> assertThat(description.errors("Snapshot", one)).isEmpty());
      JsonNode now;
      do {
        assertThat(lines.readLine()).isEqualTo("event: snapshot");
        now = data(lines);
        assertThat(description.errors("Snapshot", now)).isEmpty();
      } while (now.get("indexed").intValue() < 1 || now.get("dead_letters").intValue() < 1);
      assertThat(now.get("images_in").intValue()).isEqualTo(2);
      assertThat(now.get("pictures").intValue()).isEqualTo(1);
      assertThat(now.get("embedder_lag").intValue()).isZero();
      assertThat(now.get("misplaced").intValue()).isZero();
      assertThat(now.at("/freshness/count").intValue()).isEqualTo(1);
      assertThat(now.get("searchable").size()).isEqualTo(1);
    }
    String metrics = new String(client.get("/metrics").response().body(), StandardCharsets.UTF_8);
    assertThat(metrics)
        .contains("cider_pictures 1.0", "cider_dead_letters 1.0")
        .contains(
            "cider_console_requests_seconds_count{method=\"PUT\",route=\"/v1/images/{id}\",status=\"200\"} 1");
  }

  private static JsonNode data(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    assertThat(line).startsWith("data: ");
    assertThat(lines.readLine()).isEmpty();
    return new ObjectMapper().readTree(line.substring(6));
  }

  @Test
  void shouldSayWhatIsPossibleAtAPath() throws Exception {
    Client client = open();
    assertThat(client.get("/v1/nothing").status()).isEqualTo(404);
    Client.Answer answer = client.post("/v1/images/x", PICTURE, BYTES);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, PUT");
  }
}
