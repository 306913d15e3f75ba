package io.ciderstream.streams.reuse;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.streams.runtime.Futures;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Embeddings of whole pictures to ingest: those that were made before, and new ones. A picture that
 * several records bring at a time is embedded for the first of them, and the others wait for it.
 */
public final class PictureEmbeddings implements AutoCloseable {
  /**
   * The embedding of a picture.
   *
   * @param embedding of the picture; its times mean nothing if it was not made for this record
   * @param reused whether it was not made for this record
   */
  public record Found(Embedding embedding, boolean reused) {}

  private final ImageEmbedder embedder;
  private final EmbeddingStore store;
  private final LongAdder reused = new LongAdder();
  private final LongAdder embedded = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, InWork> inWork = new HashMap<>();

  PictureEmbeddings(ImageEmbedder embedder, EmbeddingStore store) {
    this.embedder = embedder;
    this.store = store;
  }

  /**
   * Opens the store; without options there is none, and every picture is embedded.
   *
   * @param embedder the caller closes it, after this
   */
  public static PictureEmbeddings open(ImageEmbedder embedder, Optional<ReuseOptions> options) {
    return new PictureEmbeddings(
        embedder,
        options
            .map(reuse -> RocksEmbeddingStore.open(reuse, embedder.fingerprint()))
            .orElse(EmbeddingStore.NONE));
  }

  /** Returns the model that embeds. */
  public ModelInfo model() {
    return embedder.model();
  }

  /**
   * Finds the picture's embedding or makes it; waits until it is there.
   *
   * @param content the encoded picture
   * @param sha256 of the content, 64 hex digits
   * @throws RuntimeException as {@link ImageEmbedder#embed} fails
   */
  public Found of(byte[] content, String sha256) throws InterruptedException {
    if (store == EmbeddingStore.NONE) {
      return new Found(Futures.await(embed(content)), false);
    }
    Optional<Embedding> kept = store.find(sha256);
    return kept.isPresent() ? new Found(kept.get(), true) : made(content, sha256);
  }

  private CompletableFuture<Embedding> embed(byte[] content) {
    return embedder.embed(content, Optional.empty(), Priority.INGEST);
  }

  /**
   * Counts a picture whose record is done; a record that is tried again finds its picture again.
   */
  public void count(Found found) {
    (found.reused() ? reused : embedded).increment();
  }

  private Found made(byte[] content, String sha256) throws InterruptedException {
    InWork work;
    boolean first;
    lock.lock();
    try {
      work = inWork.get(sha256);
      first = work == null || work.result.isCompletedExceptionally();
      if (first) {
        work = new InWork(embed(content));
        inWork.put(sha256, work);
      }
      work.waiting++;
    } finally {
      lock.unlock();
    }
    try {
      Embedding embedding = Futures.await(work.result.copy());
      if (first) {
        store.keep(sha256, embedding);
      }
      return new Found(embedding, !first);
    } finally {
      leave(sha256, work);
    }
  }

  /** Cancels the work once nobody waits for it. */
  private void leave(String sha256, InWork work) {
    lock.lock();
    try {
      work.waiting--;
      if (work.waiting == 0) {
        inWork.remove(sha256, work);
        work.result.cancel(true);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many records wait for a picture that is being embedded. */
  int waiting(String sha256) {
    lock.lock();
    try {
      InWork work = inWork.get(sha256);
      return work == null ? 0 : work.waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the counts since the start, and the size of the store. */
  public ReuseCounts counts() {
    EmbeddingStore.Size size = store.size();
    return new ReuseCounts(reused.sum(), embedded.sum(), size.embeddings(), size.bytes());
  }

  /** Closes the store. */
  @Override
  public void close() {
    store.close();
  }

  /** A picture that is being embedded, and how many records wait for it. */
  private static final class InWork {
    final CompletableFuture<Embedding> result;
    int waiting;

    InWork(CompletableFuture<Embedding> result) {
      this.result = result;
    }
  }
}
