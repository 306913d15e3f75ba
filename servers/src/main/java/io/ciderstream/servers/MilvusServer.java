package io.ciderstream.servers;

import java.time.Duration;

/** A Milvus server in a separate process that tests can kill, restart and suspend. */
public interface MilvusServer extends Server {
  /** Returns a URI for Milvus clients. */
  @Override
  String address();

  /** Returns the port that the server listens on. */
  int port();

  /** Returns the processor time used by the current process. */
  Duration processorTime();

  /** Returns the memory that the current process and its children have resident, in bytes. */
  long residentBytes();

  /** Kills the server, as a crash would. */
  void kill();

  /** Starts the server again on the same port, after {@link #kill()}. */
  void restart();

  /**
   * Suspends the process: connections stay open and accept bytes, no call is answered, and what was
   * sent is read after {@link #thaw()}.
   */
  void freeze();

  /** Resumes the process after {@link #freeze()}. */
  void thaw();
}
