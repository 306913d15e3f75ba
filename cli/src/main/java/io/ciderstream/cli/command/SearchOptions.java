package io.ciderstream.cli.command;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.QueryLimits;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of {@code cider search} that make its query. */
final class SearchOptions {
  private static final int REGION_NUMBERS = 4;

  @Parameters(
      paramLabel = "PICTURE",
      arity = "0..*",
      description = "The picture to search with; several make one search.")
  private List<Path> pictures = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Search with an indexed picture; may be repeated.")
  private List<String> ids = List.of();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Search with a picture that the searcher fetches from an allowed host; may be repeated.")
  private List<String> urls = List.of();

  @Option(
      names = "--any",
      description =
          "With several pictures: a match is as good as its best score with any of them. Without it,"
              + " the search is with their mean.")
  private boolean any;

  @Option(
      names = "--top",
      defaultValue = "10",
      description =
          "How many matches, 1 to " + QueryLimits.MAX_TOP_K + " (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many of the best matches are left out, for the next page; with --top "
              + QueryLimits.MAX_TOP_K
              + " at most (default: ${DEFAULT-VALUE}).")
  private int offset;

  @Option(
      names = "--min-score",
      paramLabel = "SCORE",
      description = "Leave out matches whose score is less, -1 to 1.")
  private Float minScore;

  @Option(names = "--exclude-self", description = "Leave out the pictures of --id.")
  private boolean excludeSelf;

  @Option(
      names = "--group-by",
      paramLabel = "NAME",
      description = "Print only the best match of each value that the metadata NAME has.")
  private String groupBy;

  @Option(
      names = "--verify",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many of the first candidates are compared with the picture position by position, 0 to "
              + QueryLimits.MAX_VERIFY
              + " (default: ${DEFAULT-VALUE}).")
  private int verify;

  @Option(names = "--filter", description = "A Milvus expression, such as metadata[\"shop\"] == 7.")
  private String filter;

  @Option(
      names = "--region",
      paramLabel = "X1,Y1,X2,Y2",
      split = ",",
      description = "Search with this region of the picture only, each value 0 to 1.")
  private List<Float> region = List.of();

  @Option(
      names = "--at-least",
      paramLabel = "PARTITION:OFFSET",
      split = ",",
      description = "Search once the index has reached these positions of images.")
  private List<String> atLeast = List.of();

  /** Returns how many matches come before the first. */
  int offset() {
    return offset;
  }

  /**
   * Returns the query; reads the pictures.
   *
   * @throws ArgumentException if an argument is wrong
   */
  Query query() {
    Arguments.within("--top", top, 1, QueryLimits.MAX_TOP_K);
    Arguments.within("--offset", offset, 0, QueryLimits.MAX_TOP_K - (long) top);
    Arguments.within("--verify", verify, 0, QueryLimits.MAX_VERIFY);
    if (minScore != null && !(minScore >= -1 && minScore <= 1)) {
      throw new ArgumentException("--min-score is %s, but must be -1 to 1.".formatted(minScore));
    }
    if (excludeSelf && ids.isEmpty()) {
      throw new ArgumentException("--exclude-self needs --id: other pictures are not indexed.");
    }
    Query.Builder query =
        Query.newBuilder()
            .setTopK(top)
            .setOffset(offset)
            .setVerify(verify)
            .setMinScore(minScore)
            .setExcludeSelf(excludeSelf)
            .setGroupBy(groupBy)
            .setFilter(filter)
            .setAtLeast(atLeast.stream().map(SearchOptions::position).toList());
    setSubjects(query);
    return query.build();
  }

  private void setSubjects(Query.Builder query) {
    int subjects = pictures.size() + ids.size() + urls.size();
    if (subjects < 1 || subjects > QueryLimits.MAX_PICTURES) {
      throw new ArgumentException(
          "There are %d pictures to search with; name 1 to %d by PICTURE, --id or --url."
              .formatted(subjects, QueryLimits.MAX_PICTURES));
    }
    if (!region.isEmpty()) {
      if (subjects > 1 || !ids.isEmpty() || region.size() != REGION_NUMBERS) {
        throw new ArgumentException("--region is four numbers, and needs one PICTURE or --url.");
      }
      query.setRegion(new Box(region.get(0), region.get(1), region.get(2), region.get(3), 1f));
    }
    List<ByteBuffer> contents = pictures.stream().map(SearchOptions::read).toList();
    if (subjects > 1) {
      query.setContents(contents).setUris(urls).setImageIds(ids).setCombine(any ? "any" : "mean");
    } else {
      contents.forEach(query::setContent);
      urls.forEach(query::setUri);
      ids.forEach(query::setImageId);
    }
  }

  private static PartitionOffset position(String text) {
    try {
      return RecordPosition.parse(text.strip()).toAvro();
    } catch (CiderException e) {
      throw new ArgumentException(
          "--at-least is %s, but must be PARTITION:OFFSET.".formatted(text));
    }
  }

  private static ByteBuffer read(Path picture) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(Arguments.file("PICTURE", picture)));
    } catch (IOException e) {
      throw new UncheckedIOException("The picture " + picture + " cannot be read.", e);
    }
  }
}
