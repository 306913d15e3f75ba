package io.ciderstream.servers;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A server in a separate process, which can end at any time. */
public interface ChildServer extends Server {
  /** Completes with the exit code when the process has ended. */
  CompletableFuture<Integer> onExit();

  /** Returns the file with the output of the process. */
  Path log();
}
