package io.ciderstream.servers;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A server in a process of its own, which may end at any time. */
public interface ChildServer extends Server {
  /** Completes with the exit code once the process has ended, by whatever cause. */
  CompletableFuture<Integer> onExit();

  /** The file that the process writes its output to. */
  Path log();
}
