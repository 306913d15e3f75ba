package io.ciderstream.cli.system;

import io.ciderstream.console.Console;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.streams.embedder.EmbedderRole;
import io.ciderstream.streams.searcher.SearcherRole;
import java.nio.file.Path;
import java.time.Clock;

/** Starts each role alone, in this JVM. */
public final class Roles {
  private final Wiring wiring;

  /** Takes everything from the wiring's settings. */
  public Roles(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Loads the model. */
  public OnnxEmbedder model() {
    Path model = wiring.model();
    return OnnxEmbedder.open(wiring.options().embedding(model));
  }

  /**
   * Starts an embedder.
   *
   * @param model the caller closes it, after the role
   */
  public EmbedderRole embedder(OnnxEmbedder model) throws InterruptedException {
    EmbedderRole role =
        new EmbedderRole(
            wiring.options().embedder(wiring.kafka().common()),
            wiring.options().fetch(),
            model,
            Clock.systemUTC());
    role.start();
    return role;
  }

  /**
   * Starts a searcher.
   *
   * @param model the caller closes it, after the role
   */
  public SearcherRole searcher(OnnxEmbedder model) throws InterruptedException {
    SearcherRole role =
        new SearcherRole(
            wiring.options().searcher(wiring.kafka().common()),
            wiring.options().answers(),
            wiring.options().fetch(),
            model,
            wiring.index(),
            Clock.systemUTC());
    role.start();
    return role;
  }

  /** Starts a Connect worker with the sink. */
  public ConnectRole connect() {
    SinkConfig config = new SinkConfig(wiring);
    return ConnectRole.start(config.worker(), wiring.groups().connector(), config.connector());
  }

  /** Starts the console. */
  public Console console() {
    return Console.start(
        wiring.options().console(),
        new ConsoleKafka(wiring.kafka()),
        wiring.codecs(),
        new SmallCopies(
            wiring.settings().big("embedding.max.bytes"),
            wiring.settings().big("embedding.max.pixels")),
        Clock.systemUTC());
  }
}
