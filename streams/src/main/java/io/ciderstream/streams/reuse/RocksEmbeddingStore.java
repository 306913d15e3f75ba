package io.ciderstream.streams.reuse;

import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeddings in RocksDB. A key is the picture's SHA-256, followed by that of the fingerprint of
 * what embeds it, so that nothing is found once that has changed.
 */
final class RocksEmbeddingStore implements EmbeddingStore {
  private static final Logger LOG = LoggerFactory.getLogger(RocksEmbeddingStore.class);

  private final StoreFolder folder;
  private final RocksFiles files;
  private final byte[] fingerprint;
  private final boolean localFeatures;
  private final AtomicBoolean logged = new AtomicBoolean();
  // a closed database ends the process when it is used
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  private RocksEmbeddingStore(
      StoreFolder folder, RocksFiles files, String fingerprint, boolean localFeatures) {
    this.folder = folder;
    this.files = files;
    this.localFeatures = localFeatures;
    String all = "%s\nlocal features %s".formatted(fingerprint, localFeatures);
    this.fingerprint = Sha256.newDigest().digest(all.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Opens the store of this instance, or begins one. A damaged one is deleted first. If there can
   * be none, says so in the log and returns one that keeps nothing.
   *
   * @param fingerprint of what embeds the pictures
   */
  static EmbeddingStore open(ReuseOptions options, String fingerprint) {
    StoreFolder folder = null;
    try {
      folder = StoreFolder.lock(options.folder());
      RocksLibrary.load(options.folder());
      RocksFiles files = files(folder, options.bytes());
      if (!folder.isFirst()) {
        LOG.info(
            "another embedder keeps its embeddings in {}, this one in {}",
            options.folder(),
            folder.path());
      }
      return new RocksEmbeddingStore(folder, files, fingerprint, options.localFeatures());
    } catch (IOException | RocksDBException | RuntimeException | LinkageError e) {
      LOG.warn(
          "embeddings cannot be kept in {}, so that no picture is spared: {}",
          options.folder(),
          e.toString());
      if (folder != null) {
        folder.close();
      }
      return EmbeddingStore.NONE;
    }
  }

  private static RocksFiles files(StoreFolder folder, long bytes)
      throws IOException, RocksDBException {
    try {
      return RocksFiles.open(folder.path(), bytes);
    } catch (RocksDBException e) {
      if (hasNoSpace(e)) {
        throw e;
      }
      LOG.warn(
          "the embeddings in {} are damaged, which costs their work again; begins anew: {}",
          folder.path(),
          e.getMessage());
      folder.clear();
      return RocksFiles.open(folder.path(), bytes);
    }
  }

  private static boolean hasNoSpace(RocksDBException e) {
    return e.getStatus() != null && e.getStatus().getSubCode() == Status.SubCode.NoSpace;
  }

  @Override
  public Optional<Embedding> find(String sha256) {
    open.readLock().lock();
    try {
      return closed
          ? Optional.empty()
          : Optional.ofNullable(files.get(key(sha256))).map(EmbeddingCodec::decode);
    } catch (RocksDBException | RuntimeException e) {
      failed(e);
      return Optional.empty();
    } finally {
      open.readLock().unlock();
    }
  }

  @Override
  public void keep(String sha256, Embedding embedding) {
    open.readLock().lock();
    try {
      if (!closed) {
        files.put(key(sha256), EmbeddingCodec.encode(kept(embedding)));
      }
    } catch (RocksDBException | RuntimeException e) {
      failed(e);
    } finally {
      open.readLock().unlock();
    }
  }

  private Embedding kept(Embedding embedding) {
    return localFeatures ? embedding : embedding.withoutLocalFeatures();
  }

  private byte[] key(String sha256) {
    byte[] content = HexFormat.of().parseHex(sha256);
    return ByteBuffer.allocate(content.length + fingerprint.length)
        .put(content)
        .put(fingerprint)
        .array();
  }

  private void failed(Exception e) {
    if (!logged.getAndSet(true)) {
      LOG.warn(
          "the embeddings in {} cannot be read or written, which costs work again; logged once: {}",
          folder.path(),
          e.toString());
    }
  }

  @Override
  public Size size() {
    open.readLock().lock();
    try {
      return closed ? EmbeddingStore.NONE.size() : new Size(files.keys(), files.bytes());
    } catch (RocksDBException e) {
      failed(e);
      return EmbeddingStore.NONE.size();
    } finally {
      open.readLock().unlock();
    }
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        files.close();
        folder.close();
      }
    } finally {
      open.writeLock().unlock();
    }
  }
}
