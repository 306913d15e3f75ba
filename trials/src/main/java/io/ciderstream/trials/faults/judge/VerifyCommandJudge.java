package io.ciderstream.trials.faults.judge;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ciderstream.trials.faults.system.TrialSystem;
import io.ciderstream.trials.system.CiderProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Judges by {@code cider verify}, as a process that passes the fault proxy by. One thread. */
public final class VerifyCommandJudge implements IndexJudge {
  /** A Milvus that was killed takes minutes until it reads again. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final int UNREACHABLE = 2;

  private int runs;

  @Override
  public TrialJudgement judge(TrialSystem system) {
    return judge(system, List.of());
  }

  /** Judges with further arguments, such as {@code --set name=value}. */
  public TrialJudgement judge(TrialSystem system, List<String> more) {
    return run(system, more);
  }

  @Override
  public void repair(TrialSystem system) {
    run(system, List.of("--repair"));
  }

  private TrialJudgement run(TrialSystem system, List<String> more) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      Path output = system.folder().resolve("verify-%d.log".formatted(runs++));
      List<String> line = new ArrayList<>(List.of("verify", "--json", "--wait", "120"));
      line.addAll(system.direct());
      line.addAll(more);
      int code;
      try (CiderProcess verify = CiderProcess.start(line, output)) {
        code = verify.awaitEnd(LIMIT);
      }
      if (code != UNREACHABLE) {
        return read(output);
      } else if (System.nanoTime() > deadline) {
        throw new IllegalStateException("cider verify reached no server; see " + output);
      }
    }
  }

  /** Reads the JSON behind the lines of progress. */
  private static TrialJudgement read(Path output) {
    try {
      String text = Files.readString(output);
      int start = text.indexOf("\n{") + 1;
      JsonObject result =
          JsonParser.parseString(text.substring(start)).getAsJsonObject().getAsJsonObject("result");
      return judgement(result);
    } catch (IOException e) {
      throw new UncheckedIOException("The output " + output + " cannot be read.", e);
    }
  }

  private static TrialJudgement judgement(JsonObject result) {
    JsonObject ends = result.getAsJsonObject("images").getAsJsonObject("ends");
    long dead = 0;
    for (var code : ends.getAsJsonObject("deadLettered").entrySet()) {
      dead += code.getValue().getAsLong();
    }
    List<String> differences = new ArrayList<>();
    for (JsonElement each : result.getAsJsonArray("first")) {
      JsonObject difference = each.getAsJsonObject();
      differences.add("%s: %s".formatted(text(difference, "id"), text(difference, "kind")));
    }
    long differing = number(ends, "differing") + number(ends, "unconfirmed");
    if (differing > 0) {
      differences.add("verify counts %d records with a wrong end".formatted(differing));
    }
    return new TrialJudgement(
        number(ends, "indexed"),
        number(ends, "superseded"),
        number(ends, "deleted"),
        dead,
        number(ends, "pending"),
        0,
        differences);
  }

  private static long number(JsonObject object, String field) {
    return object.get(field).getAsLong();
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }
}
