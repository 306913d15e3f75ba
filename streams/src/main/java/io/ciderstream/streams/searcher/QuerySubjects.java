package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.QueryLimits;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.streams.runtime.AvroParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a query searches with: one subject, or the pictures of its lists. */
final class QuerySubjects {
  private QuerySubjects() {}

  /**
   * Reads and checks the subjects, in the order of the contract: contents, uris, image_ids.
   *
   * @return one or more
   * @throws CiderException QUERY_INVALID, REGION_INVALID, VECTOR_INVALID
   */
  static List<Question.Subject> of(Query query) {
    int several = query.getContents().size() + query.getUris().size() + query.getImageIds().size();
    long one =
        Stream.of(query.getContent(), query.getUri(), query.getImageId(), query.getVector())
            .filter(Objects::nonNull)
            .count();
    if (several == 0 && one == 1) {
      return List.of(single(query));
    }
    if (several == 0 || one > 0) {
      throw invalid(
          "%d of content, uri, image_id and vector are set, and %d pictures are in contents, uris and image_ids; exactly one must be set, or the lists alone."
              .formatted(one, several));
    }
    if (several > QueryLimits.MAX_PICTURES) {
      throw invalid(
          "contents, uris and image_ids name %d pictures together, where %d are possible."
              .formatted(several, QueryLimits.MAX_PICTURES));
    }
    if (query.getRegion() != null) {
      throw invalid("A region needs content or uri.");
    }
    return several(query);
  }

  private static Question.Subject single(Query query) {
    Optional<BoundingBox> region = Optional.ofNullable(query.getRegion()).map(QuerySubjects::box);
    if (query.getContent() != null) {
      return content("content", query.getContent(), region);
    }
    if (query.getUri() != null) {
      return new Question.Subject.Uri(query.getUri(), region);
    }
    if (region.isPresent()) {
      throw invalid("A region needs content or uri.");
    }
    return query.getImageId() != null
        ? new Question.Subject.Indexed(imageId("image_id", query.getImageId()))
        : new Question.Subject.Vector(
            normalised(AvroParts.floats(query.getVector())),
            Optional.ofNullable(query.getVectorModel()));
  }

  private static List<Question.Subject> several(Query query) {
    List<Question.Subject> subjects = new ArrayList<>();
    query
        .getContents()
        .forEach(
            content -> subjects.add(content("A picture of contents", content, Optional.empty())));
    query.getUris().forEach(uri -> subjects.add(new Question.Subject.Uri(uri, Optional.empty())));
    query
        .getImageIds()
        .forEach(id -> subjects.add(new Question.Subject.Indexed(imageId("image_ids", id))));
    return subjects;
  }

  private static BoundingBox box(Box box) {
    return RegionParser.check(box.getX1(), box.getY1(), box.getX2(), box.getY2());
  }

  private static Question.Subject.Content content(
      String what, ByteBuffer bytes, Optional<BoundingBox> region) {
    if (!bytes.hasRemaining()) {
      throw invalid(what + " has no bytes.");
    }
    return new Question.Subject.Content(ByteArrays.of(bytes), region);
  }

  private static ImageId imageId(String field, String text) {
    try {
      return new ImageId(text);
    } catch (CiderException e) {
      throw invalid(
          "%s is not an image id (UTF-8 of 1 to 512 bytes without control characters). %s"
              .formatted(field, e.detail()));
    }
  }

  private static float[] normalised(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    double norm = Math.sqrt(sum);
    if (!Double.isFinite(norm) || norm == 0) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "Its %d numbers have the length %s.".formatted(vector.length, norm));
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / norm);
    }
    return vector;
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.QUERY_INVALID, detail);
  }
}
