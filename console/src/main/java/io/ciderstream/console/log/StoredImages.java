package io.ciderstream.console.log;

import io.ciderstream.client.LookupPause;
import io.ciderstream.client.PictureQuery;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Finds the pictures of the index by their ids: asks the searcher. Any thread. */
public final class StoredImages {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String topic;
  private final Codecs codecs;
  private final RecordSender sender;
  private final SearcherClient searcher;
  private final InstantSource clock;
  private final LookupPause pause = new LookupPause(System::nanoTime);

  /**
   * Creates the stored images.
   *
   * @param topic of queries
   * @param clock sets the deadlines of the queries
   */
  public StoredImages(
      String topic,
      Codecs codecs,
      RecordSender sender,
      SearcherClient searcher,
      InstantSource clock) {
    this.topic = topic;
    this.codecs = codecs;
    this.sender = sender;
    this.searcher = searcher;
    this.clock = clock;
  }

  /**
   * Returns where the picture of an id is in the images topic; empty if the index has none. What
   * was written in the last seconds may be missing.
   *
   * @throws CiderException what the searcher replied, or BROKER_UNAVAILABLE if it did not
   */
  public Optional<RecordPosition> find(String id) {
    Query query =
        Query.newBuilder(PictureQuery.of(id)).setDeadline(clock.instant().plus(TIMEOUT)).build();
    Reply reply;
    try {
      reply = searcher.ask(new ProducerRecord<>(topic, codecs.query(query)), sender::send, TIMEOUT);
    } catch (CiderException e) {
      pause.ended(false);
      throw e;
    }
    pause.ended(true);
    if (reply.getStatus() == Status.OK) {
      return PictureQuery.position(reply, id);
    }
    if (ErrorCode.IMAGE_UNKNOWN.name().equals(reply.getErrorCode())) {
      return Optional.empty();
    }
    throw new CiderException(
        ErrorCode.named(reply.getErrorCode()).orElse(ErrorCode.INDEX_UNAVAILABLE),
        String.valueOf(reply.getErrorMessage()));
  }

  /** Returns the same; also empty if the searcher does not answer, or did not lately. */
  public Optional<RecordPosition> findIfPossible(String id) {
    if (pause.isOn()) {
      return Optional.empty();
    }
    try {
      return find(id);
    } catch (CiderException e) {
      return Optional.empty();
    }
  }
}
