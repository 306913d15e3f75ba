package io.ciderstream.cli.command;

import io.ciderstream.integrity.repair.RepairResult;
import io.ciderstream.integrity.result.Difference;
import io.ciderstream.integrity.result.IdCounts;
import io.ciderstream.integrity.result.ImageCounts;
import io.ciderstream.integrity.result.ImageEnds;
import io.ciderstream.integrity.result.SampleBound;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.schemas.Durations;
import io.ciderstream.terminal.TextTable;

/** Writes the result of a verification as text. */
final class VerifyText {
  private VerifyText() {}

  static String of(VerificationResult result, RepairResult repaired) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s up to images %s, descriptors %s%n"
            .formatted(
                result.collection(), result.position().images(), result.position().descriptors()));
    if (result.position().lostImages()) {
      text.append("images is kept from %s\n".formatted(result.position().imagesFrom()));
    }
    text.append('\n').append(images(result.images()));
    text.append('\n').append(ids(result.ids()));
    for (Difference difference : result.first()) {
      text.append('\n').append(difference.text());
    }
    long more = result.ids().differing().all() - result.first().size();
    if (more > 0) {
      text.append("\nand %,d more".formatted(more));
    }
    if (result.sample() != null) {
      text.append('\n').append(sample(result.sample()));
    }
    text.append(
        "\nread %,d records and %,d rows in %s, with %,d MB of temporary files"
            .formatted(
                result.cost().records(),
                result.cost().rows(),
                Durations.text(result.cost().time()),
                (result.cost().diskBytes() + (1 << 20) - 1) >> 20));
    if (repaired != null) {
      text.append('\n').append(repair(repaired));
    }
    return text.append('\n').append(verdict(result)).toString();
  }

  private static TextTable images(ImageCounts counts) {
    ImageEnds ends = counts.ends();
    TextTable table = new TextTable("offsets of images", "" + counts.offsets());
    table.add("without a record", counts.withoutRecord());
    add(table, "not in the sample", counts.notSampled());
    table.add("indexed", ends.indexed());
    table.add("superseded", ends.superseded());
    table.add("deleted", ends.deleted());
    ends.deadLettered().forEach((code, count) -> table.add("dead-lettered " + code, count));
    table.add("pending", ends.pending());
    table.add("differing", ends.differing());
    add(table, "differing, read once", ends.unconfirmed());
    return table;
  }

  private static TextTable ids(IdCounts counts) {
    TextTable table = new TextTable("image ids", "" + counts.ids());
    table.add("equal", counts.equal());
    table.add("deleted", counts.deleted());
    table.add("dead-lettered", counts.rejected());
    table.add("pending", counts.pending());
    table.add("changed since", counts.movedOn());
    counts.differing().byKind().forEach((kind, count) -> table.add(kind.name(), count));
    add(table, "differing, read once", counts.differing().unconfirmed());
    return table;
  }

  private static void add(TextTable table, String name, long count) {
    if (count > 0) {
      table.add(name, count);
    }
  }

  private static String sample(SampleBound bound) {
    return "sample of %s%%: with 95%% confidence at most %,d of about %,d ids differ"
        .formatted(
            Double.toString(bound.share() * 100).replaceAll("\\.0$", ""),
            bound.atMost(),
            bound.all());
  }

  private static String repair(RepairResult repaired) {
    StringBuilder text =
        new StringBuilder(
            "repaired %,d ids; %,d changed meanwhile; %,d still differ"
                .formatted(repaired.repaired(), repaired.movedOn(), repaired.left().size()));
    repaired.left().stream()
        .limit(20)
        .forEach(difference -> text.append("\nstill ").append(difference.text()));
    return text.toString();
  }

  private static String verdict(VerificationResult result) {
    return switch (result.verdict()) {
      case EQUAL -> "the index is equal to the log";
      case BEHIND ->
          "nothing differs, but the index is behind the log; ./cider status shows what lags";
      case DIFFERENT -> "the index differs from the log";
    };
  }
}
