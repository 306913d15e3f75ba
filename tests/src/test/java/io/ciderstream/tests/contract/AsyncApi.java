package io.ciderstream.tests.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.streams.runtime.TopicSetup;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.NewTopic;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The AsyncAPI 3 document of the topics, as this system sees them: it receives images. */
final class AsyncApi {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String BINDING = "0.5.0";
  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
  private static final String AVRO_JSON = "application/vnd.apache.avro+json;version=1.9.0";
  private static final String PICTURE = "application/octet-stream";
  private static final String[] ECHOED = {
    HeaderNames.CORRELATION_ID, HeaderNames.CE_CORRELATION_ID, HeaderNames.TRACEPARENT
  };

  private AsyncApi() {}

  /** Returns the whole document. */
  static String yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(160);
    options.setSplitLines(false);
    return "# Made from the contract's code by AsyncApiTest; do not edit.\n"
        + new Yaml(options).dump(document());
  }

  private static Map<String, Object> document() {
    return Tree.of(
        "asyncapi",
        "3.0.0",
        "info",
        Tree.of(
            "title",
            "cider-stream",
            "version",
            "0.1.0",
            "description",
            "Pictures on a topic in; queries on a topic, answered on a reply topic. Values that begin with"
                + " 0x00 are Avro in Confluent's framing, unless they are files that begin so too, such as HEIC;"
                + " anything else is a picture.",
            "license",
            Tree.of("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")),
        "servers",
        Tree.of(
            "demo",
            Tree.of(
                "host",
                "localhost:9092",
                "protocol",
                "kafka",
                "description",
                "Where ./cider demo listens.",
                "bindings",
                Tree.of(
                    "kafka",
                    Tree.of(
                        "schemaRegistryUrl",
                        "http://localhost:8081/apis/ccompat/v7",
                        "schemaRegistryVendor",
                        "confluent",
                        "bindingVersion",
                        BINDING)))),
        "channels",
        channels(),
        "operations",
        operations(),
        "components",
        Tree.of("messages", messages()));
  }

  private static Map<String, Object> channels() {
    Map<String, NewTopic> plan = new LinkedHashMap<>();
    new TopicSetup(TOPICS, Optional.empty(), 1, (short) -1, 64 << 20)
        .plan()
        .forEach(topic -> plan.put(topic.name(), topic));
    return Tree.of(
        "images",
        channel(
            plan,
            TOPICS.images(),
            "Pictures to index. A record is in the partition of its key's murmur2 hash, as Java's producer"
                + " chooses it; librdkafka needs partitioner=murmur2_random.",
            "Picture",
            "Image",
            "Deletion"),
        "descriptors",
        channel(
            plan,
            TOPICS.descriptors(),
            "What the embedder made of each picture; compacted, so that the index can be rebuilt.",
            "Descriptor",
            "Deletion"),
        "queries",
        channel(
            plan,
            TOPICS.queries(),
            "Questions. A value that begins with { is a query in JSON.",
            "QueryPicture",
            "Query",
            "QueryJson"),
        "replies",
        channel(plan, TOPICS.replies(), "One reply to each query.", "Reply", "ReplyJson"),
        "imagesDeadLetters",
        channel(
            plan,
            TOPICS.imagesDeadLetters(),
            "Rejected images, byte for byte, and the reason.",
            "DeadLetter"),
        "queriesDeadLetters",
        channel(
            plan,
            TOPICS.queriesDeadLetters(),
            "Queries whose reply could not be written, and the reason.",
            "DeadLetter"),
        "descriptorsDeadLetters",
        channel(
            plan,
            TOPICS.descriptorsDeadLetters(),
            "Descriptors that the sink could not write, and why, in Kafka Connect's headers __connect.errors.*.",
            "RefusedDescriptor"));
  }

  private static Map<String, Object> channel(
      Map<String, NewTopic> plan, String topic, String description, String... messages) {
    Map<String, String> config = plan.get(topic).configs();
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("cleanup.policy", List.of(config.get("cleanup.policy")));
    for (String name : List.of("retention.ms", "delete.retention.ms", "max.message.bytes")) {
      if (config.containsKey(name)) {
        kept.put(name, Long.parseLong(config.get(name)));
      }
    }
    Map<String, Object> carried = new LinkedHashMap<>();
    for (String message : messages) {
      carried.put(message, Tree.ref("components/messages/" + message));
    }
    return Tree.of(
        "address",
        topic,
        "description",
        description,
        "messages",
        carried,
        "bindings",
        Tree.of("kafka", Tree.of("topicConfiguration", kept, "bindingVersion", BINDING)));
  }

  private static Map<String, Object> operations() {
    Map<String, Object> answer =
        operation("receive", "queries", "Answers each query once, on the reply topic.");
    answer.put(
        "reply",
        Tree.of(
            "address",
            Tree.of(
                "description",
                "The default reply topic, or the one this header names, if it is on the allow-list.",
                "location",
                "$message.header#/" + HeaderNames.REPLY_TOPIC),
            "channel",
            Tree.ref("channels/replies"),
            "messages",
            List.of(
                Tree.ref("channels/replies/messages/Reply"),
                Tree.ref("channels/replies/messages/ReplyJson"))));
    return Tree.of(
        "receiveImage",
        operation("receive", "images", "Makes a descriptor of each picture."),
        "sendDescriptor",
        operation("send", "descriptors", "What the sink keeps the index equal to."),
        "answerQuery",
        answer,
        "sendImageDeadLetter",
        operation("send", "imagesDeadLetters", "Dead-letters an image that is rejected."),
        "sendQueryDeadLetter",
        operation("send", "queriesDeadLetters", "Dead-letters a query that is rejected."),
        "sendDescriptorDeadLetter",
        operation("send", "descriptorsDeadLetters", "Dead-letters a descriptor that is rejected."));
  }

  private static Map<String, Object> operation(String action, String channel, String summary) {
    return Tree.of(
        "action", action, "channel", Tree.ref("channels/" + channel), "summary", summary);
  }

  private static Map<String, Object> messages() {
    Map<String, Object> reply = avro(Reply.getClassSchema(), "any", ECHOED);
    Map<String, Object> json =
        Tree.of(
            "title",
            "Reply as JSON",
            "contentType",
            HeaderNames.ACCEPT_JSON,
            "headers",
            ContractHeaders.of(ECHOED),
            "payload",
            JsonSchemas.of(Reply.getClassSchema()));
    Map<String, Object> query = avro(Query.getClassSchema(), "any", queryHeaders());
    Map<String, Object> picture =
        bytes(
            "A picture to search with",
            "any",
            queryHeaders(HeaderNames.PARAMETERS.toArray(String[]::new)));
    Map<String, Object> queryJson =
        Tree.of(
            "title",
            "Query as JSON",
            "contentType",
            HeaderNames.ACCEPT_JSON,
            "headers",
            ContractHeaders.of(queryHeaders()),
            "payload",
            JsonSchemas.query(),
            "bindings",
            key("any"));
    for (Map<String, Object> correlated : List.of(reply, json, query, queryJson, picture)) {
      correlated.put(
          "correlationId", Tree.of("location", "$message.header#/" + HeaderNames.CORRELATION_ID));
    }
    return Tree.of(
        "Picture",
        bytes(
            "A picture to index",
            "id",
            HeaderNames.META_PREFIX + "<name>",
            HeaderNames.META_NUMBER_PREFIX + "<name>",
            HeaderNames.META_BOOL_PREFIX + "<name>",
            HeaderNames.TRACEPARENT),
        "RefusedDescriptor",
        bytes(
            "A descriptor as it came, or nothing if it is too large",
            "id",
            HeaderNames.TRACEPARENT,
            HeaderNames.SOURCE_OFFSET),
        "Image",
        avro(Image.getClassSchema(), "id", HeaderNames.TRACEPARENT),
        "Deletion",
        Tree.of(
            "title",
            "Deletes the image of this key",
            "payload",
            Tree.of("type", "null"),
            "bindings",
            key("id")),
        "Descriptor",
        avro(
            Descriptor.getClassSchema(),
            "id",
            HeaderNames.TRACEPARENT,
            HeaderNames.SOURCE_OFFSET,
            HeaderNames.CANARY_REPORT,
            HeaderNames.CANARY_TIMES),
        "QueryPicture",
        picture,
        "Query",
        query,
        "QueryJson",
        queryJson,
        "Reply",
        reply,
        "ReplyJson",
        json,
        "DeadLetter",
        bytes(
            "The record as it came",
            "any",
            HeaderNames.ERROR_CODE,
            HeaderNames.ERROR_MESSAGE,
            HeaderNames.ERROR_TOPIC,
            HeaderNames.ERROR_PARTITION,
            HeaderNames.ERROR_OFFSET,
            HeaderNames.ERROR_CUT));
  }

  private static String[] queryHeaders(String... more) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of(HeaderNames.ACCEPT, HeaderNames.REPLY_TOPIC, HeaderNames.CE_EXPIRY_TIME));
    all.addAll(Arrays.asList(ECHOED));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private static Map<String, Object> bytes(String title, String key, String... headers) {
    return Tree.of(
        "title",
        title,
        "contentType",
        PICTURE,
        "headers",
        ContractHeaders.of(headers),
        "payload",
        Tree.of("type", "string", "format", "binary"),
        "bindings",
        key(key));
  }

  private static Map<String, Object> avro(Schema schema, String key, String... headers) {
    Map<String, Object> bindings = key(key);
    @SuppressWarnings("unchecked")
    Map<String, Object> kafka = (Map<String, Object>) bindings.get("kafka");
    kafka.put("schemaIdLocation", "payload");
    kafka.put("schemaIdPayloadEncoding", "confluent");
    kafka.put("schemaLookupStrategy", "TopicNameStrategy");
    return Tree.of(
        "title",
        schema.getName(),
        "summary",
        schema.getDoc(),
        "contentType",
        AVRO,
        "headers",
        ContractHeaders.of(headers),
        "payload",
        Tree.of("schemaFormat", AVRO_JSON, "schema", tree(schema)),
        "bindings",
        bindings);
  }

  private static Object tree(Schema schema) {
    try {
      return new ObjectMapper().readValue(schema.toString(), Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> key(String kind) {
    Map<String, Object> key =
        kind.equals("id")
            ? Tree.of(
                "type",
                "string",
                "minLength",
                1,
                "description",
                "The image id: UTF-8, 1 to 512 bytes, no control characters.")
            : Tree.of("type", "string", "description", "Any bytes, or none; carried through.");
    return Tree.of("kafka", Tree.of("key", key, "bindingVersion", BINDING));
  }
}
