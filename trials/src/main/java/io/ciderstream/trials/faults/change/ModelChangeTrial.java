package io.ciderstream.trials.faults.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.client.CiderClient;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.streams.searcher.SearcherSettings;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.faults.judge.TrialJudgement;
import io.ciderstream.trials.faults.judge.VerifyCommandJudge;
import io.ciderstream.trials.faults.load.LoadMix;
import io.ciderstream.trials.faults.load.PictureLoad;
import io.ciderstream.trials.faults.load.RecordedProducer;
import io.ciderstream.trials.faults.load.TrialPictures;
import io.ciderstream.trials.faults.system.BoundedWait;
import io.ciderstream.trials.faults.system.RoleInstance;
import io.ciderstream.trials.faults.system.TrialLayout;
import io.ciderstream.trials.faults.system.TrialRole;
import io.ciderstream.trials.faults.system.TrialSystem;
import io.ciderstream.trials.system.CiderProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Changes the model of a whole system while pictures, updates, deletions and queries come in.
 * {@code cider rebuild} is killed in the middle once and run again, the alias is switched, and new
 * roles take over. One thread.
 */
public final class ModelChangeTrial {
  private static final int KNOWN = 48;
  private static final double QUERIES_PER_SECOND = 3;

  /** Two records a second: two cores must be able to embed them twice, and the old ones besides. */
  private static final LoadMix LOAD = LoadMix.USUAL.reduced(0.2);

  private static final int REPLIES_AFTER = 50;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z.]*=.*");

  private final Path folder;
  private final BenchmarkedSystem composer;
  private final Consumer<String> log;
  private final TrialPictures pictures = new TrialPictures();
  private int commands;

  /**
   * Starts nothing yet.
   *
   * @param folder for the system
   * @param composer composes the settings of roles
   * @param log receives each step
   */
  public ModelChangeTrial(Path folder, BenchmarkedSystem composer, Consumer<String> log) {
    this.folder = folder;
    this.composer = composer;
    this.log = log;
  }

  /** Runs the trial. */
  public ModelChange run() throws IOException, InterruptedException {
    Path model = NegatedModel.writeTo(folder);
    TrialLayout layout =
        TrialLayout.PLAIN.withRoleSettings(SearcherSettings.NEXT_MODEL.name() + "=" + model);
    log.accept("starting broker, registry, Milvus and roles");
    try (TrialSystem system = TrialSystem.start(folder.resolve("system"), composer, layout)) {
      system.startRoles(System.getProperty("java.class.path"));
      system.awaitRoles();
      try (RecordedProducer producer = new RecordedProducer(system.kafka());
          CiderClient client = system.client()) {
        return change(system, producer, client, model);
      }
    }
  }

  private ModelChange change(
      TrialSystem system, RecordedProducer producer, CiderClient client, Path model) {
    List<PartitionOffset> indexed = new ArrayList<>();
    for (int i = 0; i < KNOWN; i++) {
      RecordPosition at = producer.put("known-" + i, known(i)).join();
      indexed.add(new PartitionOffset(at.partition(), at.offset()));
    }
    BoundedWait.until(() -> covers(client, indexed), LIMIT, "a reply that covers all pictures");
    List<String> rebuild = List.of("rebuild", "--model", model.toString(), "--searchers-ready");
    try (CheckedQueries queries =
            CheckedQueries.start(client, QUERIES_PER_SECOND, i -> known(i % KNOWN));
        PictureLoad load = PictureLoad.start("live", LOAD, producer, pictures)) {
      killInTheMiddle(system, rebuild);
      log.accept("running it again");
      Command again = start(system, rebuild, List.of("--exit"));
      again.succeed();
      double seconds = again.process().secondsSinceStart();
      List<String> settings = again.settings();
      log.accept("the alias is switched; new roles take over with " + settings);
      BoundedWait.until(
          () -> queries.byModel().size() == 2, LIMIT, "replies of the model " + model);
      takeOver(system, settings);
      start(system, List.of("rebuild"), List.of("--drop-old")).succeed();
      int before = answered(queries);
      BoundedWait.until(
          () -> answered(queries) >= before + REPLIES_AFTER, LIMIT, "replies after the takeover");
      load.close();
      queries.close();
      log.accept("judging");
      TrialJudgement ends = new VerifyCommandJudge().judge(system, set(settings));
      return new ModelChange(
          producer.acknowledged().size(),
          queries.byModel(),
          queries.failed(),
          queries.mixed(),
          seconds,
          ends);
    }
  }

  private byte[] known(int motif) {
    return pictures.jpeg(motif, "known " + motif);
  }

  private static int answered(CheckedQueries queries) {
    return queries.byModel().values().stream().mapToInt(Integer::intValue).sum();
  }

  private boolean covers(CiderClient client, List<PartitionOffset> positions) {
    Query query =
        Query.newBuilder().setContent(ByteBuffer.wrap(known(0))).setAtLeast(positions).build();
    try {
      return client.search(query).join().getStatus() == Status.OK;
    } catch (CompletionException e) {
      return false; // no reply in time
    }
  }

  private void killInTheMiddle(TrialSystem system, List<String> rebuild) {
    log.accept("running cider rebuild");
    Command first = start(system, rebuild, List.of());
    try (CiderProcess process = first.process()) {
      BoundedWait.until(
          () -> first.hasProgress() || !process.handle().isAlive(),
          LIMIT,
          "progress of the rebuild");
      if (!process.handle().isAlive()) {
        throw new IllegalStateException("cider rebuild ended with:\n" + process.lastLines());
      }
      log.accept("killing it");
      process.kill();
    }
  }

  /** Starts the new embedder and sink, then stops the old ones. */
  private static void takeOver(TrialSystem system, List<String> settings) {
    for (TrialRole role : List.of(TrialRole.EMBEDDER, TrialRole.SINK)) {
      RoleInstance next = system.instance(role, settings);
      next.start();
      next.awaitReady();
      system.role(role).close();
      system.replace(role, next);
    }
  }

  private Command start(TrialSystem system, List<String> command, List<String> more) {
    List<String> line = new ArrayList<>(command);
    line.addAll(more);
    line.addAll(system.direct());
    Path output = folder.resolve("command-%d.log".formatted(commands++));
    return new Command(CiderProcess.start(line, output), output);
  }

  private static List<String> set(List<String> settings) {
    return settings.stream().flatMap(setting -> List.of("--set", setting).stream()).toList();
  }

  /** A command of the program that runs or has ended. */
  private record Command(CiderProcess process, Path file) {
    void succeed() {
      int code = process.awaitEnd(LIMIT);
      if (code != 0) {
        throw new IllegalStateException(
            "cider ended with code %d and:%n%s".formatted(code, process.lastLines()));
      }
    }

    String output() {
      try {
        return Files.readString(file, UTF_8);
      } catch (IOException e) {
        return ""; // not made yet
      }
    }

    boolean hasProgress() {
      return output().contains(" offsets") || output().contains("caught up");
    }

    /** Returns the settings that it printed. */
    List<String> settings() {
      return output().lines().filter(line -> SETTING.matcher(line).matches()).toList();
    }
  }
}
