package io.ciderstream.overlap.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page of the most suspicious pairs, grouped by class, the class with the most suspicious pair
 * first. It is one file, with its pictures beside it, and asks nothing of the network.
 */
public final class ReviewPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEMPLATE = read("review.html");
  private static final String SCRIPT = read("review.js");
  private static final String STYLE = read("review.css");

  /** The policy under which browsers run nothing but the page's own script. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; img-src 'self' data:; connect-src 'self'; style-src 'sha256-%s';"
              .formatted(hash(STYLE))
          + " script-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
              .formatted(hash(SCRIPT));

  private final AuditFolder folder;
  private final PictureCopies thumbnails;
  private final int perClass;
  private final int most;

  /**
   * Creates a page.
   *
   * @param thumbnails writes into the folder's thumbnails
   * @param perClass pairs of a class that are shown; one that shows the same is enough
   * @param most pairs that are shown in all
   */
  public ReviewPage(AuditFolder folder, PictureCopies thumbnails, int perClass, int most) {
    this.folder = folder;
    this.thumbnails = thumbnails;
    this.perClass = perClass;
    this.most = most;
  }

  /**
   * Returns the pairs that a page shows, in its order: of each class the most suspicious pair of
   * each of its pictures, then of the remaining pairs, as there is room.
   *
   * @param perClass pairs of a class
   * @param most pairs in all
   */
  public static List<AuditedPair> choose(List<AuditedPair> pairs, int perClass, int most) {
    Map<String, List<AuditedPair>> classes = new LinkedHashMap<>();
    pairs.stream()
        .sorted(AuditedPair.MOST_SUSPICIOUS)
        .forEach(
            pair ->
                classes
                    .computeIfAbsent(pair.candidate().label(), any -> new ArrayList<>())
                    .add(pair));
    return classes.values().stream()
        .flatMap(some -> chosen(some, perClass).stream())
        .limit(most)
        .toList();
  }

  private static List<AuditedPair> chosen(List<AuditedPair> ofClass, int perClass) {
    Set<Integer> pictures = new HashSet<>();
    List<AuditedPair> first = new ArrayList<>();
    List<AuditedPair> further = new ArrayList<>();
    for (AuditedPair pair : ofClass) {
      (pictures.add(pair.candidate().row()) ? first : further).add(pair);
    }
    first.addAll(further);
    return first.subList(0, Math.min(perClass, first.size()));
  }

  /**
   * Writes the page and its pictures.
   *
   * @param pairs all pairs of the audit
   * @param root folder of the training pictures
   * @return how many pairs it shows
   */
  public int write(List<AuditedPair> pairs, EvaluationSide side, Path root) {
    List<AuditedPair> shown = choose(pairs, perClass, most);
    List<Map<String, Object>> data = new ArrayList<>();
    try {
      for (AuditedPair pair : shown) {
        Candidate candidate = pair.candidate();
        EvaluationImage training =
            EvaluationImage.whole(candidate.file(), root.resolve(candidate.file()));
        String query = "q" + candidate.query();
        String picture = "p" + candidate.row();
        thumbnails.write(side.pictures().get(candidate.query()), query, false);
        thumbnails.write(training, picture, false);
        data.add(json(pair, query, picture));
      }
      Files.writeString(folder.page(), html(data));
      return shown.size();
    } catch (IOException e) {
      throw new UncheckedIOException("The page cannot be written.", e);
    }
  }

  private static Map<String, Object> json(AuditedPair pair, String query, String picture) {
    Candidate candidate = pair.candidate();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", candidate.id());
    json.put("class", candidate.label());
    json.put("className", candidate.className());
    json.put("query", candidate.queryId());
    json.put("queryName", candidate.queryName());
    json.put("file", candidate.file());
    json.put("cosine", candidate.cosine());
    json.put("named", candidate.named());
    json.put("suspicion", Math.round(pair.suspicion() * 1e3) / 1e3);
    json.put("left", "thumbnails/" + query + ".jpg");
    json.put("right", "thumbnails/" + picture + ".jpg");
    json.put(
        "matches",
        pair.matches().entrySet().stream()
            .sorted(Comparator.comparing(entry -> -entry.getValue().inliers()))
            .map(
                entry ->
                    Map.of(
                        "method",
                        entry.getKey(),
                        "inliers",
                        entry.getValue().inliers(),
                        "mirrored",
                        entry.getValue().mirrored(),
                        "points",
                        entry.getValue().points().stream()
                            .map(at -> new double[] {at.queryX(), at.queryY(), at.x(), at.y()})
                            .toList()))
            .toList());
    return json;
  }

  /** Names come from data: a tag in one must stay text. */
  private static String html(List<Map<String, Object>> data) throws IOException {
    String json = JSON.writeValueAsString(data).replace("<", "\\u003c").replace("&", "\\u0026");
    return TEMPLATE
        .replace("{{style}}", STYLE)
        .replace("{{script}}", SCRIPT)
        .replace("{{pairs}}", json);
  }

  private static String hash(String text) {
    return Base64.getEncoder()
        .encodeToString(Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String read(String name) {
    try (InputStream in = ReviewPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
