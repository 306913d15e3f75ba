package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.avro.Verification;
import io.ciderstream.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Writes a reply as text. */
final class ReplyText {
  private ReplyText() {}

  static String of(Reply reply) {
    if (reply.getStatus() != Status.OK) {
      return "%s %s".formatted(reply.getStatus(), error(reply));
    }
    if (reply.getMatches().isEmpty()) {
      return "no matches: the index is empty, or the filter excludes everything";
    }
    boolean verified =
        reply.getMatches().stream().anyMatch(match -> match.getVerification() != null);
    TextTable table =
        verified
            ? new TextTable("rank", "score", "inliers", "image", "size", "metadata")
            : new TextTable("rank", "score", "image", "size", "metadata");
    int rank = 0;
    for (Match match : reply.getMatches()) {
      List<Object> cells = new ArrayList<>();
      cells.add(++rank);
      cells.add("%.4f".formatted(match.getScore()));
      if (verified) {
        cells.add(inliers(match.getVerification()));
      }
      cells.add(match.getImageId());
      cells.add(match.getWidth() + "x" + match.getHeight());
      cells.add(match.getMetadata().isEmpty() ? "" : match.getMetadata());
      table.add(cells.toArray());
    }
    return table
        + "answered in %.1f ms".formatted(reply.getTimings().getOrDefault("total", 0L) / 1e3);
  }

  private static String inliers(Verification verification) {
    if (verification == null) {
      return "";
    }
    return verification.getInliers() + (verification.getVerified() ? " verified" : "");
  }

  /** Returns the error's message with the settings that can prevent it. */
  private static String error(Reply reply) {
    return ErrorCode.named(reply.getErrorCode())
        .map(code -> Catalogue.REMEDIES.message(code, reply.getErrorMessage()))
        .orElse(reply.getErrorMessage());
  }
}
