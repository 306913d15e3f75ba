package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.console.log.AvroCodecs;
import io.ciderstream.console.log.Codecs;
import io.ciderstream.embedding.ModelIdentity;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.UserRows;
import io.ciderstream.index.descriptor.MilvusIndexAdmin;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.monitoring.Tracing;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.OutageRetry;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.SchemaSubjects;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.train.ModelExport;
import io.ciderstream.train.ShippedModel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Creates what clients and roles share from the settings, at its first use. Any thread. */
public final class Wiring implements AutoCloseable {
  private final Settings settings;
  private final Options options;
  private final Topics topics;
  private final KafkaClients kafka;
  private AvroSerdes serdes;
  private DescriptorSearch index;
  private MilvusIndexAdmin admin;
  private Path model;
  private String modelHash;

  /** Creates the wiring without connecting to anything. */
  public Wiring(Settings settings) {
    this.settings = settings;
    this.options = new Options(settings);
    this.topics = KafkaSettings.from(settings.values()).topics();
    this.kafka =
        KafkaClients.of(
            settings.text(KafkaSettings.BOOTSTRAP), settings.text(KafkaSettings.PROPERTIES));
  }

  /** Returns the settings in force. */
  public Settings settings() {
    return settings;
  }

  /** Returns the modules' options. */
  public Options options() {
    return options;
  }

  /** Returns the topics' names. */
  public Topics topics() {
    return topics;
  }

  /** Returns the consumer groups' names. */
  public RoleGroups groups() {
    return RoleGroups.of(settings.values());
  }

  /** Returns a factory of Kafka clients. */
  public KafkaClients kafka() {
    return kafka;
  }

  /** Returns the address of Milvus. */
  public String indexAddress() {
    return settings.text(IndexSettings.URI);
  }

  /** Returns the index of the model in force. */
  public synchronized DescriptorSearch index() {
    if (index == null) {
      index = new MilvusIndexSearch(options.index(), modelHash(), InstantSource.system());
    }
    return index;
  }

  /** Returns the number of rows in the index, without reserved ones. A strong read. */
  public long rows() {
    return new UserRows(index()).count();
  }

  /**
   * Makes Milvus flush its memory. Milvus Lite searches unflushed rows without an index, so this
   * makes searches faster after many pictures.
   */
  public void flushIndex() {
    admin().target().ifPresent(admin()::flush);
  }

  /** Returns the name of the index that the sink writes. */
  public String writtenIndex() {
    return options.writtenIndex();
  }

  /**
   * Returns the collection that the alias points to.
   *
   * @throws CiderException COLLECTION_MISMATCH if there is none
   */
  public CollectionName served() {
    return admin()
        .target()
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.COLLECTION_MISMATCH,
                    "There is no index %s at %s; the sink creates it with the first picture."
                        .formatted(options.index().name(), indexAddress())));
  }

  /** Returns an operator's view of the index. */
  public synchronized MilvusIndexAdmin admin() {
    if (admin == null) {
      admin = new MilvusIndexAdmin(options.index());
    }
    return admin;
  }

  /**
   * Returns the model file. If it is the one that comes with the program or the one of the ImageNet
   * weights, it is written first.
   */
  public synchronized Path model() {
    if (model == null) {
      model = writtenModel();
    }
    return model;
  }

  private Path writtenModel() {
    Path file = settings.path(EmbeddingSettings.MODEL_FILE);
    Path home = ServerHome.fromSystemProperty().path();
    Path models = home.toAbsolutePath().normalize().resolve("models");
    if (file.equals(models.resolve(ShippedModel.FILE))) {
      ShippedModel.writeTo(file);
    } else if (file.equals(models.resolve(ModelExport.DEFAULT_NAME + ".onnx"))) {
      ModelExport.exportDefault(home);
    }
    return file;
  }

  /** Notes the model of this process, so that its file is not read again for its hash. */
  synchronized void loaded(ModelInfo info) {
    modelHash = info.hash();
  }

  /** Returns the hash of the model file. */
  public synchronized String modelHash() {
    if (modelHash == null) {
      modelHash = ModelIdentity.hash(options.embedding(model()));
    }
    return modelHash;
  }

  /** Starts to monitor this process; see {@link Roles}. */
  public Monitoring monitoring() {
    return Monitoring.start(
        options.monitoring(), () -> new AdminClusterView(kafka.admin()), System::nanoTime);
  }

  /** Starts to export the spans of a process without {@link #monitoring}, such as a client. */
  public Tracing tracing() {
    return Tracing.start(options.monitoring().tracing());
  }

  /** Returns the name and hash of the model file. */
  public String modelText() {
    return "%s, hash %s".formatted(model(), modelHash());
  }

  /** Decodes a value of the descriptors topic; asks the registry again for some seconds. */
  public Descriptor descriptor(byte[] value) {
    return asked(() -> serdes().decode(topics.descriptors(), value, Descriptor.class));
  }

  /** Decodes a value of the replies topic; asks the registry again for some seconds. */
  public Reply reply(byte[] value) {
    return asked(() -> serdes().decode(topics.replies(), value, Reply.class));
  }

  /** Returns a value for the topic of queries; asks the registry again for some seconds. */
  public byte[] query(Query query) {
    return asked(() -> serdes().encode(topics.queries(), query));
  }

  private static <T> T asked(Supplier<T> request) {
    return OutageRetry.create().call(request, AvroSerdes::isOutage);
  }

  /** Returns the codecs of the topics; any thread may use them. */
  public Codecs codecs() {
    return new AvroCodecs(serdes(), topics);
  }

  /** Returns the schemas of topics in the registry. */
  public SchemaSubjects subjects() {
    return new SchemaSubjects(serdes());
  }

  /**
   * Asks the schema registry.
   *
   * @throws io.ciderstream.schemas.CiderException REGISTRY_UNAVAILABLE, SETTING_INVALID
   */
  public void requireRegistry() {
    serdes().requireRegistry();
  }

  private synchronized AvroSerdes serdes() {
    if (serdes == null) {
      serdes = new AvroSerdes(options.registry());
    }
    return serdes;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
    }
    if (index != null) {
      index.close();
    }
    if (serdes != null) {
      serdes.close();
    }
  }
}
