package io.ciderstream.overlap.plant;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A training set with hidden overlap, as a folder with a folder a class. Each label of the
 * evaluation is hidden twice, each time in another class among that class's own pictures: once by
 * other views of it, and once by an altered copy of an evaluation picture, the kinds of copies by
 * turns.
 *
 * @param training the folder of the training set
 * @param planted the classes that hide something
 * @param classes how many classes there are in all
 * @param evaluation the evaluation pictures; their labels are not among their names, which would
 *     give the overlap away only if the training set had the labels' names
 * @param labels the label of each evaluation picture
 */
public record PlantedSet(
    Path training,
    List<PlantedClass> planted,
    int classes,
    EvaluationSide evaluation,
    List<String> labels) {
  /**
   * Writes a set, unless the folder is there.
   *
   * @param views pictures at most by which a label is hidden
   * @param seed decides which class hides what
   * @throws CiderException DATA_INVALID if there are fewer classes than labels to hide
   */
  public static PlantedSet write(
      LabelledPictures pictures,
      PlantSplits splits,
      Path folder,
      PictureLimits limits,
      int views,
      long seed) {
    try {
      return new Writer(pictures, splits, folder, limits, views, new Random(seed)).write();
    } catch (IOException e) {
      throw new UncheckedIOException("The planted set cannot be written.", e);
    }
  }

  /** Writes one set. */
  private static final class Writer {
    private final LabelledPictures pictures;
    private final PlantSplits splits;
    private final Path folder;
    private final PictureLimits limits;
    private final int views;
    private final Random random;
    private final List<PlantedClass> planted = new ArrayList<>();

    Writer(
        LabelledPictures pictures,
        PlantSplits splits,
        Path folder,
        PictureLimits limits,
        int views,
        Random random) {
      this.pictures = pictures;
      this.splits = splits;
      this.folder = folder;
      this.limits = limits;
      this.views = views;
      this.random = random;
    }

    PlantedSet write() throws IOException {
      Map<String, List<EvaluationImage>> classes = classes();
      Map<String, List<EvaluationImage>> queries = byLabel(splits.queries());
      Map<String, List<EvaluationImage>> others = byLabel(splits.views());
      List<String> hosts = new ArrayList<>(classes.keySet());
      if (hosts.size() < 2 * queries.size()) {
        throw new CiderException(
            ErrorCode.DATA_INVALID,
            "%d labels cannot be hidden twice among %d classes."
                .formatted(queries.size(), hosts.size()));
      }
      for (Map.Entry<String, List<EvaluationImage>> own : classes.entrySet()) {
        for (EvaluationImage picture : own.getValue()) {
          link(picture, own.getKey(), picture.file().getFileName().toString());
        }
      }
      Collections.shuffle(hosts, random);
      int next = 0;
      for (Map.Entry<String, List<EvaluationImage>> query : queries.entrySet()) {
        hideViews(hosts.get(next), query.getKey(), others.getOrDefault(query.getKey(), List.of()));
        hideCopy(hosts.get(next + 1), query.getKey(), query.getValue().getFirst(), next / 2);
        next += 2;
      }
      List<EvaluationImage> side = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      queries.forEach(
          (label, some) ->
              some.forEach(
                  picture -> {
                    side.add(picture);
                    labels.add(label);
                  }));
      return new PlantedSet(
          folder,
          planted,
          hosts.size(),
          new EvaluationSide("planted", side, Collections.nCopies(side.size(), "")),
          labels);
    }

    private Map<String, List<EvaluationImage>> classes() {
      Map<String, List<EvaluationImage>> classes = byLabel(splits.classes());
      int count = 0;
      for (List<EvaluationImage> some : byLabel(splits.singles()).values()) {
        for (EvaluationImage picture : some) {
          classes.put("single-%05d".formatted(count++), List.of(picture));
        }
      }
      return classes;
    }

    private Map<String, List<EvaluationImage>> byLabel(String split) {
      Map<String, List<EvaluationImage>> some = new TreeMap<>();
      for (int i = 0; i < pictures.pictures().size(); i++) {
        if (pictures.splits().get(i).equals(split)) {
          some.computeIfAbsent(pictures.labels().get(i), any -> new ArrayList<>())
              .add(pictures.pictures().get(i));
        }
      }
      return new LinkedHashMap<>(some);
    }

    private void hideViews(String host, String label, List<EvaluationImage> others)
        throws IOException {
      List<EvaluationImage> chosen = new ArrayList<>(others);
      Collections.shuffle(chosen, random);
      Set<String> files = new HashSet<>();
      for (EvaluationImage picture : chosen.subList(0, Math.min(views, chosen.size()))) {
        files.add(link(picture, host, "x%05d.jpg".formatted(files.size())));
      }
      if (!files.isEmpty()) {
        planted.add(new PlantedClass(host, PlantKind.VIEW, label, files));
      }
    }

    private void hideCopy(String host, String label, EvaluationImage query, int turn)
        throws IOException {
      PlantKind kind = PlantKind.copies().get(turn % PlantKind.copies().size());
      Path file = file(host, "x%05d.jpg".formatted(0));
      byte[] copy = kind.copy(Files.readAllBytes(query.file()), limits, random);
      Files.write(file, copy);
      planted.add(new PlantedClass(host, kind, label, Set.of(name(file))));
    }

    private String link(EvaluationImage picture, String host, String name) throws IOException {
      Path file = file(host, name);
      if (!Files.exists(file)) {
        Files.createSymbolicLink(file, picture.file().toRealPath());
      }
      return name(file);
    }

    private Path file(String host, String name) throws IOException {
      return Files.createDirectories(folder.resolve(host)).resolve(name);
    }

    private String name(Path file) {
      return folder.relativize(file).toString().replace('\\', '/');
    }
  }
}
