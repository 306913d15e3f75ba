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
    return of(reply, 0);
  }

  /**
   * Writes a page of matches.
   *
   * @param offset how many matches come before it
   */
  static String of(Reply reply, int offset) {
    if (reply.getStatus() != Status.OK) {
      return "%s %s".formatted(reply.getStatus(), error(reply));
    }
    if (reply.getMatches().isEmpty()) {
      return "no matches: the index is empty, or the filter, the least score or the offset leaves nothing";
    }
    boolean verified =
        reply.getMatches().stream().anyMatch(match -> match.getVerification() != null);
    boolean several = reply.getMatches().stream().anyMatch(match -> match.getQueryIndex() != null);
    List<String> columns = new ArrayList<>(List.of("rank", "score"));
    if (verified) {
      columns.add("inliers");
    }
    if (several) {
      columns.add("picture");
    }
    columns.addAll(List.of("image", "size", "metadata"));
    TextTable table = new TextTable(columns.toArray(String[]::new));
    int rank = offset;
    for (Match match : reply.getMatches()) {
      List<Object> cells = new ArrayList<>();
      cells.add(++rank);
      cells.add("%.4f".formatted(match.getScore()));
      if (verified) {
        cells.add(inliers(match.getVerification()));
      }
      if (several) {
        cells.add(match.getQueryIndex() == null ? "" : match.getQueryIndex() + 1);
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
