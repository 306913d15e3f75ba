package io.ciderstream.streams.reuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionOptionsFIFO;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB of values of some kilobytes that are found by a random key and leave in the order in
 * which they came: FIFO compaction deletes the oldest file once all are larger than the bound.
 * Nothing is compressed, as numbers do not shrink. Writes are in the operating system's hands, so
 * that the end of the process loses none and a power cut the last ones.
 */
final class RocksFiles implements AutoCloseable {
  /** Files of a full store; a lookup asks the filter of each. */
  private static final int FILES = 256;

  private static final long LEAST_BUFFER = 1 << 20;
  private static final long MOST_BUFFER = 64 << 20;
  private static final int BUFFERS = 4; // more than one are in use only while the disk is slow
  private static final long LEAST_CACHE = 4 << 20;
  private static final long MOST_CACHE = 128 << 20;
  // a value fills a block of its own size, and each block has an entry in the index
  private static final int BLOCK_BYTES = 16 << 10;
  private static final double FILTER_BITS = 10;
  private static final long MOST_LOG_BYTES = 1 << 20;

  private final Deque<AutoCloseable> natives = new ArrayDeque<>();
  private final RocksDB database;
  private final ReadOptions reading;
  private final WriteOptions writing;

  private RocksFiles(Path folder, long bytes) throws RocksDBException {
    long buffer = Math.clamp(bytes / FILES, LEAST_BUFFER, MOST_BUFFER);
    // the cache has filters and indexes; the operating system caches the rest
    LRUCache cache = add(new LRUCache(Math.clamp(bytes / FILES, LEAST_CACHE, MOST_CACHE)));
    reading = add(new ReadOptions()).setFillCache(false);
    // a writer that would have to wait goes on without
    writing = add(new WriteOptions()).setNoSlowdown(true);
    Options options =
        add(new Options())
            .setCreateIfMissing(true)
            .setCompactionStyle(CompactionStyle.FIFO)
            .setCompactionOptionsFIFO(
                add(new CompactionOptionsFIFO())
                    .setMaxTableFilesSize(bytes)
                    .setAllowCompaction(true))
            .setMaxCompactionBytes(buffer) // only joins what short runs of the process left
            .setTtl(0)
            .setPeriodicCompactionSeconds(0)
            .setWriteBufferSize(buffer)
            .setMaxWriteBufferNumber(BUFFERS)
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true)
                    .setBlockSize(BLOCK_BYTES)
                    .setFilterPolicy(add(new BloomFilter(FILTER_BITS))))
            .setSkipStatsUpdateOnDbOpen(true)
            .setStatsDumpPeriodSec(0)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setMaxLogFileSize(MOST_LOG_BYTES)
            .setKeepLogFileNum(1);
    database = add(RocksDB.open(options, folder.toString()));
  }

  /**
   * Opens the files of a folder.
   *
   * @param bytes most bytes of all files
   * @throws RocksDBException if they are damaged, or there is no room
   */
  static RocksFiles open(Path folder, long bytes) throws IOException, RocksDBException {
    Files.createDirectories(folder);
    return new RocksFiles(folder, bytes);
  }

  private <T extends AutoCloseable> T add(T part) {
    natives.push(part);
    return part;
  }

  /** Returns the value, or null. */
  byte[] get(byte[] key) throws RocksDBException {
    return database.get(reading, key);
  }

  /** Puts the value, unless the disk does not keep up. */
  void put(byte[] key, byte[] value) throws RocksDBException {
    try {
      database.put(writing, key, value);
    } catch (RocksDBException e) {
      if (e.getStatus() == null || e.getStatus().getCode() != Status.Code.Incomplete) {
        throw e;
      }
    }
  }

  /** Returns an estimate of the number of keys. */
  long keys() throws RocksDBException {
    return database.getLongProperty("rocksdb.estimate-num-keys");
  }

  /** Returns the bytes of all files, and of what is not yet in one. */
  long bytes() throws RocksDBException {
    return database.getLongProperty("rocksdb.total-sst-files-size")
        + database.getLongProperty("rocksdb.cur-size-all-mem-tables");
  }

  @Override
  public void close() {
    for (AutoCloseable part : natives) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
