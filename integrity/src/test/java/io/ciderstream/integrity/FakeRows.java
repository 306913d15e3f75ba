package io.ciderstream.integrity;

import io.ciderstream.index.Row;
import io.ciderstream.index.StoredRows;
import io.ciderstream.schemas.ImageId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Rows in memory. */
final class FakeRows implements StoredRows {
  final Map<ImageId, Row> rows = new LinkedHashMap<>();
  private Runnable onScan = () -> {};

  /** Sets what happens right after the scan. */
  void afterScan(Runnable action) {
    onScan = action;
  }

  @Override
  public void scan(Consumer<Row> sink) {
    List.copyOf(rows.values()).forEach(sink);
    onScan.run();
  }

  @Override
  public Map<ImageId, Row> rows(Collection<ImageId> ids) {
    return ids.stream().filter(rows::containsKey).collect(Collectors.toMap(id -> id, rows::get));
  }

  @Override
  public long count() {
    return rows.size();
  }
}
