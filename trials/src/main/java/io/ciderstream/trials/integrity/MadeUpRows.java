package io.ciderstream.trials.integrity;

import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.StoredRows;
import io.ciderstream.integrity.log.DescriptorRow;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of made-up images, made as they are read. Of each so many images, one lacks its row, has
 * another vector or another source, or a row without an image is added, in turn.
 */
final class MadeUpRows implements StoredRows {
  private static final int KINDS = 4;

  private final MadeUpImages images;
  private final long every;
  private final Map<ImageId, Row> wrong = new HashMap<>();

  MadeUpRows(MadeUpImages images, long every) {
    this.images = images;
    this.every = every;
  }

  /** Returns how many differences there are. */
  long differences() {
    return images.count() / every;
  }

  @Override
  public void scan(Consumer<Row> sink) {
    images.read(
        (number, key, position) -> {
          Row row =
              DescriptorRow.of(
                  new ImageId(new String(key, StandardCharsets.UTF_8)),
                  images.descriptor(number, position));
          if ((number + 1) % every == 0) {
            spoil((int) (number / every % KINDS), row, sink);
          } else {
            sink.accept(row);
          }
        });
  }

  private void spoil(int kind, Row row, Consumer<Row> sink) {
    switch (kind) {
      case 0 -> {} // it is missing
      case 1 -> {
        float[] vector = row.vector().clone();
        vector[0] += 0.5f;
        put(row(row.id(), row, vector, row.source()), sink);
      }
      case 2 ->
          put(
              row(
                  row.id(),
                  row,
                  row.vector(),
                  new SourcePosition(new RecordPosition(row.source().partition(), 0), 0)),
              sink);
      default -> {
        sink.accept(row);
        put(row(new ImageId("extra-" + row.id()), row, row.vector(), row.source()), sink);
      }
    }
  }

  private void put(Row row, Consumer<Row> sink) {
    wrong.put(row.id(), row);
    sink.accept(row);
  }

  private static Row row(ImageId id, Row row, float[] vector, SourcePosition source) {
    return new Row(id, vector, row.model(), row.metadata(), row.picture(), source);
  }

  /** Returns rows of ids that differ; others are never read again. */
  @Override
  public Map<ImageId, Row> rows(Collection<ImageId> ids) {
    Map<ImageId, Row> rows = new HashMap<>();
    ids.stream().filter(wrong::containsKey).forEach(id -> rows.put(id, wrong.get(id)));
    return rows;
  }

  @Override
  public long count() {
    return images.count();
  }
}
