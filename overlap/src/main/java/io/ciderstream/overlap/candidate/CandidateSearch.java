package io.ciderstream.overlap.candidate;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.ExhaustiveSearch;
import io.ciderstream.overlap.list.ClassNames;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.ListPart;
import io.ciderstream.overlap.list.ListedPicture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keeps the nearest training pictures of every evaluation picture, and the nearest ones of each
 * class whose name agrees with it. Memory grows with the queries, not with the training set.
 */
public final class CandidateSearch {
  private final EvaluationSide side;
  private final DescriptorMatrix queries;
  private final NameMatches names;
  private final int perNamedClass;
  private final List<TopPictures> nearest;
  private final List<Map<String, TopPictures>> named;
  private final ExhaustiveSearch search = new ExhaustiveSearch();

  /**
   * Creates a search.
   *
   * @param descriptors of the evaluation pictures
   * @param mirrored of the same pictures, mirrored
   * @param neighbours pictures that each evaluation picture keeps
   * @param perNamedClass pictures of each class whose name agrees
   */
  public CandidateSearch(
      EvaluationSide side,
      DescriptorMatrix descriptors,
      DescriptorMatrix mirrored,
      NameMatches names,
      int neighbours,
      int perNamedClass) {
    this.side = side;
    this.queries = DescriptorMatrix.join(List.of(descriptors, mirrored));
    this.names = names;
    this.perNamedClass = perNamedClass;
    this.nearest =
        IntStream.range(0, side.size()).mapToObj(any -> new TopPictures(neighbours)).toList();
    this.named =
        IntStream.range(0, side.size())
            .<Map<String, TopPictures>>mapToObj(any -> new LinkedHashMap<>())
            .toList();
  }

  /** Searches a part of the training set. */
  public void add(ListPart part, DescriptorMatrix descriptors) {
    List<ListedPicture> pictures = part.pictures();
    int[] ofNamed =
        IntStream.range(0, pictures.size())
            .filter(i -> names.matches(pictures.get(i).label()))
            .toArray();
    search.run(
        queries,
        descriptors,
        (row, scores) -> {
          int query = row % side.size();
          TopPictures top = nearest.get(query);
          for (int i = 0; i < pictures.size(); i++) {
            if (top.admits(scores[i])) {
              top.offer(pictures.get(i), scores[i]);
            }
          }
          for (int i : ofNamed) {
            offerNamed(query, pictures.get(i), scores[i]);
          }
        },
        unreadable -> {});
  }

  private void offerNamed(int query, ListedPicture picture, double cosine) {
    if (names.matches(picture.label(), side.names().get(query))) {
      TopPictures top =
          named.get(query).computeIfAbsent(picture.label(), any -> new TopPictures(perNamedClass));
      if (top.admits(cosine)) {
        top.offer(picture, cosine);
      }
    }
  }

  /** Returns the candidates by query, nearest first, each pair once. */
  public List<Candidate> candidates(ClassNames classes) {
    List<List<TopPictures.Scored>> kept =
        IntStream.range(0, side.size()).mapToObj(this::kept).toList();
    Map<String, String> texts = new HashMap<>();
    kept.forEach(some -> some.forEach(one -> texts.put(one.picture().label(), "")));
    classes.forEach((label, name) -> texts.replace(label, name));
    List<Candidate> all = new ArrayList<>();
    for (int query = 0; query < side.size(); query++) {
      for (TopPictures.Scored scored : kept.get(query)) {
        all.add(candidate(query, scored, texts.get(scored.picture().label())));
      }
    }
    return all;
  }

  private List<TopPictures.Scored> kept(int query) {
    TopPictures both = new TopPictures(Integer.MAX_VALUE);
    nearest.get(query).nearestFirst().forEach(one -> both.offer(one.picture(), one.cosine()));
    for (TopPictures top : named.get(query).values()) {
      top.nearestFirst().forEach(one -> both.offer(one.picture(), one.cosine()));
    }
    return both.nearestFirst();
  }

  private Candidate candidate(int query, TopPictures.Scored scored, String className) {
    ListedPicture picture = scored.picture();
    String name = side.names().get(query);
    return new Candidate(
        query,
        side.pictures().get(query).id(),
        name,
        picture.row(),
        picture.file(),
        picture.label(),
        className,
        scored.cosine(),
        names.matches(picture.label(), name));
  }
}
