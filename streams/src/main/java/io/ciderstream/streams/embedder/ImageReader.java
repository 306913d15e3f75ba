package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.MetadataHeaders;
import io.ciderstream.schemas.MetadataLimits;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.fetch.FetchedPicture;
import io.ciderstream.streams.fetch.PictureFetcher;
import io.ciderstream.streams.pending.InputRecord;

/** Reads the value of an image record: a bare picture, or an Avro {@code Image}. */
final class ImageReader {
  private final AvroSerdes serdes;
  private final PictureFetcher fetcher;
  private final String topic;

  ImageReader(AvroSerdes serdes, PictureFetcher fetcher, String topic) {
    this.serdes = serdes;
    this.fetcher = fetcher;
    this.topic = topic;
  }

  /**
   * Reads the value, and fetches the picture if that is only named.
   *
   * @return to be closed once its content is no longer used
   * @throws CiderException INPUT codes, REGISTRY_UNAVAILABLE, URI_UNAVAILABLE
   */
  ImagePayload read(InputRecord record) throws InterruptedException {
    byte[] value = record.value();
    if (value.length == 0) {
      throw new CiderException(ErrorCode.VALUE_EMPTY, "");
    }
    if (!AvroSerdes.isFramed(value)) {
      return ImagePayload.of(value, MetadataHeaders.read(record.headers()), null);
    }
    Image image = serdes.decode(topic, value, Image.class);
    MetadataLimits.check(image.getMetadata());
    ImagePayload picture = picture(image);
    try {
      requireHash(picture.sha256(), image.getSha256());
      return picture;
    } catch (CiderException e) {
      picture.close();
      throw e;
    }
  }

  private ImagePayload picture(Image image) throws InterruptedException {
    if (image.getContent() != null && image.getUri() != null) {
      throw new CiderException(
          ErrorCode.AVRO_INVALID, "The Avro image has both content and uri; set one of them.");
    }
    if (image.getUri() != null) {
      FetchedPicture fetched = fetcher.fetch(image.getUri(), PictureFetcher.WITHOUT_END);
      return ImagePayload.of(
          fetched.content(), image.getMetadata(), image.getCapturedAt(), fetched::close);
    }
    if (image.getContent() == null || !image.getContent().hasRemaining()) {
      throw new CiderException(
          ErrorCode.VALUE_EMPTY, "The Avro image has neither content nor uri.");
    }
    return ImagePayload.of(
        ByteArrays.of(image.getContent()), image.getMetadata(), image.getCapturedAt());
  }

  /** Compares with the announced hash, if there is one, regardless of its case. */
  private static void requireHash(String actual, String announced) {
    if (announced != null && !actual.equalsIgnoreCase(announced)) {
      throw new CiderException(
          ErrorCode.SHA256_MISMATCH,
          "It is %s, but '%s' was announced.".formatted(actual, announced));
    }
  }
}
