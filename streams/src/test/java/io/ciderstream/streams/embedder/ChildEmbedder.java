package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.Topics;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.TestSystem;
import io.ciderstream.streams.reuse.ReuseOptions;
import io.ciderstream.streams.runtime.GroupProtocol;
import io.ciderstream.streams.runtime.RoleObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** An embedder in its own JVM, to be killed. It keeps embeddings. */
final class ChildEmbedder {
  private ChildEmbedder() {}

  public static void main(String[] args) throws InterruptedException {
    EmbedderRole role =
        new EmbedderRole(
            TestSystem.options(
                args[0],
                args[1],
                Topics.withPrefix(args[2]),
                args[3],
                Path.of(args[4]),
                GroupProtocol.valueOf(args[5])),
            new EmbedderOptions(
                true, Optional.of(new ReuseOptions(Path.of(args[4], "embeddings"), 1 << 20, true))),
            TestSystem.noFetching(),
            new TestEmbedder(8, 40),
            Clock.systemUTC(),
            RoleObserver.NONE);
    role.start();
    Thread.currentThread().join();
  }
}
