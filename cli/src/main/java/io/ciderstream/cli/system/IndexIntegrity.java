package io.ciderstream.cli.system;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.search.ModelRows;
import io.ciderstream.integrity.log.KafkaLogTopics;
import io.ciderstream.integrity.log.LogCodec;
import io.ciderstream.integrity.run.VerifiedSystem;
import io.ciderstream.integrity.run.VerifiedSystem.VerifiedModel;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.serde.AvroSerdes;

/** The log and the index of the settings, to be compared. One thread. */
public final class IndexIntegrity implements AutoCloseable {
  private final VerifiedSystem system;
  private final KafkaLogTopics log;
  private final AvroSerdes serdes;
  private final ModelRows rows;

  private IndexIntegrity(Wiring wiring, CollectionName collection) {
    this.log = new KafkaLogTopics(wiring.kafka());
    this.serdes = new AvroSerdes(wiring.options().registry());
    this.rows =
        new ModelRows(
            wiring.options().index().withName(collection.index()), collection.modelHash());
    this.system =
        new VerifiedSystem(
            wiring.topics(),
            wiring.groups().embedder(),
            wiring.groups().sink(),
            log,
            LogCodec.of(serdes, wiring.topics()),
            rows,
            new VerifiedModel(collection.modelHash(), collection.collection()));
  }

  /**
   * Opens the collection that the alias points to, whatever its model.
   *
   * @throws CiderException COLLECTION_MISMATCH if there is none, or the sink of the settings writes
   *     another one
   */
  public static IndexIntegrity open(Wiring wiring) {
    CollectionName served = wiring.served();
    if (!served.index().equals(wiring.writtenIndex())) {
      throw new CiderException(
          ErrorCode.COLLECTION_MISMATCH,
          "The alias %s points to %s, but the sink of these settings writes the index %s: give the settings that ./cider rebuild printed."
              .formatted(
                  wiring.options().index().name(), served.collection(), wiring.writtenIndex()));
    }
    return new IndexIntegrity(wiring, served);
  }

  /** Opens a collection, whether or not the alias points to it. */
  public static IndexIntegrity of(Wiring wiring, CollectionName collection) {
    return new IndexIntegrity(wiring, collection);
  }

  /** Returns what is compared. */
  public VerifiedSystem system() {
    return system;
  }

  @Override
  public void close() {
    rows.close();
    serdes.close();
    log.close();
  }
}
