package io.ciderstream.trials.paper;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.trials.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Makes the parts that the data suffice for, one after the other, and writes {@code paper.md} and
 * {@code paper.json}, after each part anew. The rows of a part are kept in {@code NAME.json}; they
 * are made again only if the data, the model, the options or the excluded classes changed.
 */
public final class Paper {
  private static final Gson JSON = ReportJson.create();

  private final PaperRun run;
  private final String model;
  private final InstantSource clock;
  private final List<PaperPart> parts;

  /**
   * Creates a paper.
   *
   * @param model name and hash of the measured model
   */
  public Paper(PaperRun run, String model, InstantSource clock) {
    this.run = run;
    this.model = model;
    this.clock = clock;
    this.parts = parts(run);
  }

  /** Returns the parts in the order in which they are made; the audit says what is excluded. */
  private static List<PaperPart> parts(PaperRun run) {
    return List.of(
        new OverlapPart(run),
        new SizesPart(run),
        new PassesPart(run),
        new AttentionPart(run),
        new EvaluationPart(run),
        new RevisitedPart(run),
        new MethodsPart(run, MethodsPart.Kind.SMALL),
        new MethodsPart(run, MethodsPart.Kind.LARGE),
        new AblationPart(run));
  }

  /** Returns the names of all parts. */
  public List<String> names() {
    return parts.stream().map(PaperPart::name).toList();
  }

  /**
   * Makes parts.
   *
   * @param only names of the parts to make; empty for all
   * @return how each part went, also those made before
   */
  public List<PartResult> make(Collection<String> only) throws IOException {
    Files.createDirectories(run.out());
    List<PartResult> results = new ArrayList<>();
    for (PaperPart part : parts) {
      results.add(only.isEmpty() || only.contains(part.name()) ? make(part) : kept(part));
      new PaperReport(run, model, results).write(run.out());
    }
    return List.copyOf(results);
  }

  private PartResult kept(PaperPart part) {
    return before(part)
        .orElseGet(
            () -> PartResult.without(part, PartResult.Status.NOT_RUN, "it was not asked for"));
  }

  private PartResult make(PaperPart part) {
    try {
      Optional<String> missing = part.missing();
      if (missing.isPresent()) {
        return PartResult.without(part, PartResult.Status.NOT_RUN, "needs " + missing.get());
      }
      String key = key(part);
      Optional<PartResult> before = before(part).filter(result -> result.key().equals(key));
      if (before.isPresent()) {
        run.log().accept("%s: made before".formatted(part.name()));
        return before.get();
      }
      run.log().accept("%s: %s".formatted(part.name(), part.title()));
      PaperRows rows = part.run();
      PartResult result =
          new PartResult(
              part.name(),
              part.title(),
              part.command(),
              PartResult.Status.MADE,
              "",
              key,
              clock.instant().toString(),
              rows.rows().stream().map(row -> JSON.toJsonTree(row).getAsJsonObject()).toList(),
              rows.remarks());
      FileReplacement.write(file(part), JSON.toJson(result).getBytes(StandardCharsets.UTF_8));
      return result;
    } catch (IOException | RuntimeException e) { // the other parts do not depend on this one
      String reason = reason(e);
      run.log().accept("%s failed: %s".formatted(part.name(), reason));
      return PartResult.without(part, PartResult.Status.FAILED, reason);
    }
  }

  private static String reason(Exception failure) {
    return switch (failure) {
      case CiderException e -> e.getMessage();
      case UncheckedIOException e ->
          "%s %s".formatted(e.getMessage(), FileTrouble.reason(e.getCause()));
      case IOException e -> FileTrouble.reason(e);
      default -> failure.toString();
    };
  }

  private String key(PaperPart part) {
    PaperOptions options = run.options();
    return "%s | seeds %s | %d pictures, %d rounds | %s | %s"
        .formatted(
            model,
            options.seeds(),
            options.pictures(),
            options.rounds(),
            run.data().stamp(),
            part.state());
  }

  private Optional<PartResult> before(PaperPart part) {
    try {
      return Optional.of(file(part))
          .filter(Files::exists)
          .map(file -> JSON.fromJson(PaperRun.text(file), PartResult.class))
          .filter(PartResult::isWhole);
    } catch (JsonParseException | UncheckedIOException e) {
      run.log().accept("%s cannot be read, and is made again".formatted(file(part)));
      return Optional.empty();
    }
  }

  private Path file(PaperPart part) {
    return run.out().resolve(part.name() + ".json");
  }
}
