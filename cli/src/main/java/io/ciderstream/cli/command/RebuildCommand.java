package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.system.RebuildSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.embedding.ModelIdentity;
import io.ciderstream.index.CollectionName;
import io.ciderstream.rebuild.DescriptorLog;
import io.ciderstream.rebuild.RebuildNames;
import io.ciderstream.rebuild.RebuildRemoval;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.searcher.SearcherSettings;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider rebuild}. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a new collection from the log, with the same model or another one, while the old one is"
          + " searched; verifies it; and points the alias to it in one step.",
      "If it is stopped or killed, the same command goes on where it was."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider rebuild --set index.type=hnsw --set index.hnsw.m=32",
      "  ./cider rebuild --model new.onnx --searchers-ready",
      "  ./cider rebuild --drop-old"
    })
public final class RebuildCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Embed the pictures of the images topic again with this model.")
  private Path model;

  @Option(
      names = "--allow-missing",
      description = "Leave out the images whose pictures are no longer in the images topic.")
  private boolean allowMissing;

  @Option(
      names = "--searchers-ready",
      description =
          "Every searcher has loaded --model as its next model, so the alias may be switched. Without"
              + " it, another model's collection is filled and kept up to date, no more.")
  private boolean searchersReady;

  @Option(
      names = "--exit",
      description =
          "End after the switch. Without it, the command works on until ./cider connect and,"
              + " for another model, ./cider embedder run with the new settings.")
  private boolean exit;

  @ArgGroup private Removal removal = new Removal();

  private static final class Removal {
    @Option(names = "--abort", description = "Remove what an unfinished rebuild has made.")
    private boolean abort;

    @Option(
        names = "--drop-old",
        description = "Drop the collections of this index that the alias does not point to.")
    private boolean dropOld;
  }

  @Override
  public Integer call() throws InterruptedException {
    CommandOutput output = new CommandOutput(spec);
    Optional<Path> file =
        Optional.ofNullable(model).map(given -> Arguments.file("--model", given).toAbsolutePath());
    Settings live = settings.load();
    try (Wiring wiring = new Wiring(live)) {
      CollectionName served = wiring.served();
      if (removal.abort) {
        return abort(wiring, served, output);
      }
      if (removal.dropOld) {
        return dropOld(wiring, served, output);
      }
      return rebuild(live, wiring, served, file, output);
    }
  }

  private int rebuild(
      Settings live,
      Wiring wiring,
      CollectionName served,
      Optional<Path> file,
      CommandOutput output)
      throws InterruptedException {
    if (file.isEmpty()) {
      requireModelOf(served, wiring);
    }
    String hash =
        file.map(path -> ModelIdentity.hash(wiring.options().embedding(path)))
            .orElse(served.modelHash());
    String alias = wiring.options().index().name();
    // the alias was switched, but the live roles have their old settings
    boolean switched =
        !served.index().equals(wiring.writtenIndex()) && served.modelHash().equals(hash);
    RebuildNames names =
        switched
            ? RebuildNames.of(served, alias)
            : RebuildNames.of(alias, wiring.admin().collections(), served, hash);
    Optional<Path> other =
        file.filter(path -> !hash.equals(switched ? wiring.modelHash() : served.modelHash()));
    if (other.isPresent() && !switched && !mayLeaveOut(wiring, output)) {
      return 1;
    }
    Map<String, String> after = RebuildSystem.settingsAfter(names, other);
    Map<String, String> all = new HashMap<>(RebuildSystem.settingsBeside(live));
    all.putAll(after);
    try (Wiring next = new Wiring(settings.loadWith(all));
        RebuildSystem system =
            RebuildSystem.start(
                next, names.collection(), other.isPresent(), line -> output.say("%s", line))) {
      RoleRunner.of(next, output).closeAtExit(system);
      if (!switched) {
        system.fill();
        if (other.isPresent() && !searchersReady) {
          output.say(
              "it is kept up to date and not served: set %s=%s for every searcher, then run this again"
                  + " with --searchers-ready",
              SearcherSettings.NEXT_MODEL, other.get());
          Thread.currentThread().join();
        }
        system.switchAlias();
      }
      output.say("give the roles these settings and restart them, one after the other:");
      new TreeMap<>(after).forEach((name, value) -> output.print("%s=%s", name, value));
      if (!exit) {
        output.say(
            "until then this command does their work; ./cider rebuild --drop-old ends it all");
        system.awaitTakeover(other.isPresent());
      }
    }
    return 0;
  }

  /**
   * Without --model, the collection is filled with the descriptors and the model of the settings.
   */
  private static void requireModelOf(CollectionName served, Wiring wiring) {
    if (!served.modelHash().equals(wiring.modelHash())) {
      throw new CiderException(
          ErrorCode.MODEL_MISMATCH,
          "The alias %s points to %s, but the settings have the model %s: give --model, or the settings that the last rebuild printed."
              .formatted(wiring.options().index().name(), served.collection(), wiring.modelHash()));
    }
  }

  /** Says how many images have no picture any more. */
  private boolean mayLeaveOut(Wiring wiring, CommandOutput output) {
    DescriptorLog.Counts counts =
        new DescriptorLog(wiring.kafka()::consumer)
            .count(wiring.topics().descriptors(), wiring.topics().images());
    if (counts.gone() == 0) {
      return true;
    }
    output.say(
        "%d of %d image ids in %s have no picture in %s any more and cannot be embedded again%s",
        counts.gone(),
        counts.live(),
        wiring.topics().descriptors(),
        wiring.topics().images(),
        allowMissing ? "; they are left out" : ". --allow-missing leaves them out.");
    return allowMissing;
  }

  private int abort(Wiring wiring, CollectionName served, CommandOutput output)
      throws InterruptedException {
    String alias = wiring.options().index().name();
    Optional<RebuildNames> begun = RebuildNames.begun(alias, wiring.admin().collections(), served);
    RebuildNames names =
        begun.orElseGet(() -> RebuildNames.of(alias, List.of(), served, served.modelHash()));
    try (Wiring next =
            new Wiring(
                settings.loadWith(
                    RebuildSystem.settingsAfter(names, Optional.of(wiring.model()))));
        var admin = wiring.kafka().admin()) {
      new RebuildRemoval(admin)
          .remove(
              List.of(next.groups().sink(), next.groups().embedder(), next.groups().workers()),
              List.of(next.topics().descriptors()),
              List.of(next.groups().embedder() + "-", next.groups().connector() + "-"));
      wiring.subjects().remove(next.topics().descriptors());
      if (wiring.admin().collections().contains(names.collection())) {
        wiring.admin().drop(names.collection());
      }
    }
    output.say(
        "%s",
        begun.isPresent()
            ? names.collection().collection() + " is removed"
            : "no rebuild was begun, or it made no collection; its topics are removed");
    return 0;
  }

  private int dropOld(Wiring wiring, CollectionName served, CommandOutput output) {
    String alias = wiring.options().index().name();
    List<CollectionName> older = RebuildNames.older(alias, wiring.admin().collections(), served);
    try (AdminClusterView cluster = new AdminClusterView(wiring.kafka().admin())) {
      older.forEach(name -> requireNoSink(name, alias, cluster));
    }
    List<String> dropped = new ArrayList<>();
    for (CollectionName name : older) {
      wiring.admin().drop(name);
      dropped.add(name.collection());
    }
    output.say("dropped: %s", dropped.isEmpty() ? "nothing" : String.join(", ", dropped));
    return 0;
  }

  /** A sink that runs would make the collection again, with its next record only. */
  private void requireNoSink(CollectionName name, String alias, AdminClusterView cluster) {
    String index = name.index().equals(alias) ? "" : name.index();
    try (Wiring old = new Wiring(settings.loadWith(Map.of(ConnectSettings.INDEX.name(), index)))) {
      if (cluster.members(old.groups().workers()) > 0) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "A sink still writes to %s: stop every ./cider connect that has the former settings, then repeat this."
                .formatted(name.collection()));
      }
    }
  }
}
