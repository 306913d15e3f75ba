package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Embeds lists of pictures, with as many in flight as keep the embedder busy, and keeps the
 * descriptors in a folder: a list that was embedded before is not embedded again, one that was
 * begun is resumed. One thread.
 */
public final class Extraction {
  private final EvaluationEmbedder embedder;
  private final Path folder;
  private final LongSupplier nanoClock;
  private final Progress progress;
  private final boolean local;

  /** Receives how far a list is. */
  public interface Progress {
    /** Shows how far the extraction is. Called often, on the thread that extracts. */
    void show(int done, int all);
  }

  /**
   * Creates an extraction.
   *
   * @param folder for the files of descriptors; created when needed
   * @param nanoClock as {@link System#nanoTime}
   */
  public Extraction(
      EvaluationEmbedder embedder, Path folder, LongSupplier nanoClock, Progress progress) {
    this(embedder, folder, nanoClock, progress, false);
  }

  private Extraction(
      EvaluationEmbedder embedder,
      Path folder,
      LongSupplier nanoClock,
      Progress progress,
      boolean local) {
    this.local = local;
    this.embedder = embedder;
    this.folder = folder;
    this.nanoClock = nanoClock;
    this.progress = progress;
  }

  /**
   * Returns an extraction that keeps the local features too, 11 kB a picture for 160 positions of
   * 64 numbers.
   *
   * @throws CiderException SETTING_INVALID if the model has none
   */
  public Extraction withLocalFeatures() {
    if (embedder.verification().isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The model %s has no local features to verify matches by; %s names one that has."
              .formatted(embedder.model().name(), EmbeddingSettings.MODEL_FILE));
    }
    return new Extraction(embedder, folder, nanoClock, progress, true);
  }

  /** Returns how the local features are compared; empty unless they are kept. */
  public Optional<VerificationOptions> verification() {
    return local ? embedder.verification() : Optional.empty();
  }

  /**
   * Returns the descriptors of pictures. One that is missing or damaged is reported and has none.
   *
   * @throws CiderException if the embedder fails for a reason that is not the picture, which a
   *     decode that timed out on a busy machine is not either, or the folder cannot be written
   */
  public Features extract(List<EvaluationImage> pictures) {
    int dimension = embedder.model().dimension();
    FeatureKey key = FeatureKey.of(embedder, pictures);
    try (FeatureFile file = FeatureFile.open(folder, key, pictures.size(), dimension);
        LocalFeatureFile localFile =
            local ? LocalFeatureFile.open(folder, key, pictures.size()) : null) {
      return new Run(file, Optional.ofNullable(localFile), pictures).features();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          "The evaluation was interrupted.", new InterruptedIOException(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("The descriptors in " + folder + " cannot be closed.", e);
    }
  }

  /** The extraction of one list. */
  private final class Run {
    private final FeatureFile file;
    private final Optional<LocalFeatureFile> localFile;
    private final List<EvaluationImage> pictures;
    private final Semaphore room = new Semaphore(embedder.inFlight());
    private final ConcurrentSkipListMap<Integer, String> unreadable = new ConcurrentSkipListMap<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger done = new AtomicInteger();

    Run(FeatureFile file, Optional<LocalFeatureFile> localFile, List<EvaluationImage> pictures) {
      this.file = file;
      this.localFile = localFile;
      this.pictures = pictures;
    }

    Features features() throws InterruptedException, IOException {
      long start = nanoClock.getAsLong();
      int embedded = 0;
      for (int row = 0; row < pictures.size() && failure.get() == null; row++) {
        if (has(row)) {
          done.incrementAndGet();
        } else {
          embedded++;
          room.acquire();
          int next = row;
          Thread.startVirtualThread(
              () -> submit(next)); // so that a slow disk blocks no other picture
          progress.show(done.get(), pictures.size());
        }
      }
      room.acquire(embedder.inFlight());
      rethrow();
      if (embedded > 0) {
        progress.show(pictures.size(), pictures.size());
      }
      return new Features(
          file.descriptors(),
          List.copyOf(unreadable.values()),
          embedded,
          Duration.ofNanos(nanoClock.getAsLong() - start),
          localFile.isEmpty() ? Optional.empty() : Optional.of(localFile.get().features()));
    }

    private boolean has(int row) {
      return file.has(row) && (localFile.isEmpty() || localFile.get().has(row));
    }

    private void submit(int row) {
      EvaluationImage picture = pictures.get(row);
      try {
        byte[] content = Files.readAllBytes(picture.file());
        embedder
            .embed(content, picture.region(content))
            .whenComplete((embedding, error) -> settle(row, embedding, error));
      } catch (IOException | RuntimeException | Error e) {
        settle(row, null, e);
      }
    }

    private void settle(int row, EvaluationEmbedding embedding, Throwable error) {
      try {
        if (error == null) {
          localFile.ifPresent(kept -> kept.put(row, embedding.localFeatures().orElseThrow()));
          file.put(row, embedding.vector());
        } else {
          fail(pictures.get(row), row, error);
        }
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      } finally {
        done.incrementAndGet();
        room.release();
      }
    }

    private void fail(EvaluationImage picture, int row, Throwable error) {
      Throwable cause = error instanceof CompletionException ? error.getCause() : error;
      switch (cause) {
        case CiderException e when e.code() == ErrorCode.DECODE_TIMEOUT ->
            failure.compareAndSet(
                null,
                new CiderException(
                    e.code(),
                    "It was %s; the limit is %s."
                        .formatted(picture.file(), EmbeddingSettings.DECODE_TIMEOUT),
                    e));
        case CiderException e when e.code().kind() == ErrorKind.INPUT ->
            report(picture, row, e.getMessage());
        case IOException e -> report(picture, row, FileTrouble.reason(e));
        default -> failure.compareAndSet(null, cause);
      }
    }

    private void report(EvaluationImage picture, int row, String why) {
      unreadable.put(row, "%s: %s".formatted(picture.file(), why));
    }

    private void rethrow() {
      switch (failure.get()) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
