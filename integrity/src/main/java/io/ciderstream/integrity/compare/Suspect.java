package io.ciderstream.integrity.compare;

import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.VectorSketch;
import io.ciderstream.integrity.result.Difference;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An id that differed when it was read first. One thread. */
public final class Suspect {
  private static final int SHOWN_CHARACTERS = 200;

  private final IdEntries entries;
  private final byte[] id;
  private Judgement judgement;
  private boolean changed;
  private VectorSketch compared;
  private Double cosine;

  /**
   * Creates a suspect.
   *
   * @param id the record's key
   * @param judgement the first one
   */
  public Suspect(IdEntries entries, byte[] id, Judgement judgement) {
    this.entries = entries;
    this.id = id.clone();
    this.judgement = judgement;
  }

  /** Returns what is known of the id. */
  public IdEntries entries() {
    return entries;
  }

  /** Returns the record's key. */
  public byte[] key() {
    return id.clone();
  }

  /** Returns the image id; empty if the key is none. */
  public Optional<ImageId> id() {
    try {
      return Optional.of(ImageId.of(id));
    } catch (CiderException e) {
      return Optional.empty();
    }
  }

  /** Returns the last judgement. */
  public Judgement judgement() {
    return judgement;
  }

  /** Sets the judgement. */
  public void judge(Judgement next) {
    judgement = next;
  }

  /** Notes that the log has a record of the id after the position. */
  public void change() {
    changed = true;
  }

  /** Returns whether the log has a record of the id after the position. */
  public boolean isChanged() {
    return changed;
  }

  /** Returns whether the cosine of the current row was computed. */
  public boolean isCompared() {
    return entries.row().filter(row -> row.facts().sketch().equals(compared)).isPresent();
  }

  /** Notes the cosine of the current row's vector and the descriptor's. */
  public void cosine(double value) {
    compared = entries.row().orElseThrow().facts().sketch();
    cosine = value;
  }

  /** Returns the last cosine; null if none was computed. */
  public Double cosine() {
    return cosine;
  }

  /** Returns the difference, as it is reported. */
  public Difference difference() {
    return new Difference(
        Texts.shortened(new String(id, StandardCharsets.UTF_8), SHOWN_CHARACTERS),
        judgement.kind().orElseThrow(),
        expected(),
        entries.row().map(Entry::source).orElse(null),
        cosine);
  }

  private RecordPosition expected() {
    return switch (judgement.kind().orElseThrow()) {
      case DESCRIPTOR_MISSING, CONTENT ->
          entries.partitions().stream()
              .flatMap(state -> state.image().stream())
              .map(Entry::source)
              .findFirst()
              .orElse(null);
      default ->
          entries.live().stream()
              .map(Entry::source)
              .findFirst()
              .orElseGet(
                  () ->
                      entries.partitions().stream()
                          .flatMap(state -> state.descriptor().stream())
                          .map(Entry::source)
                          .findFirst()
                          .orElse(null));
    };
  }
}
