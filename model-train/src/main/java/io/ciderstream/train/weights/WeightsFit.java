package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How far the parameters of a file are those of a network.
 *
 * @param loaded parameters of the network that the file has, of the right shape
 * @param missing names of the network's required parameters that the file lacks
 * @param fresh names of the network's other parameters that the file lacks
 * @param misshapen required or not: what the shapes are, a few words each
 * @param foreign names that belong to a part of the network, but to none of its parameters: those
 *     of a deeper or wider relative
 * @param unexpected names of all else in the file, such as a classifier
 */
public record WeightsFit(
    Weights loaded,
    List<String> missing,
    List<String> fresh,
    List<String> misshapen,
    List<String> foreign,
    List<String> unexpected) {
  private static final int MAX_NAMED = 4;
  private static final String VARIANCE = ".running_var";

  public WeightsFit {
    missing = List.copyOf(missing);
    fresh = List.copyOf(fresh);
    misshapen = List.copyOf(misshapen);
    foreign = List.copyOf(foreign);
    unexpected = List.copyOf(unexpected);
  }

  /**
   * Compares weights with the parameters of a network.
   *
   * @param given the file's
   * @param expected the network's parameters
   * @param required names of parameters that the file must have
   */
  public static WeightsFit of(
      Weights given, Map<String, Shape> expected, Predicate<String> required) {
    List<String> missing = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          Weight weight = given.byName().get(name);
          if (weight == null) {
            (required.test(name) ? missing : fresh).add(name);
          } else if (!weight.shape().equals(shape)) {
            misshapen.add("%s is %s instead of %s".formatted(name, weight.shape(), shape));
          }
        });
    Set<String> parts =
        expected.keySet().stream()
            .filter(required)
            .map(WeightsFit::part)
            .collect(Collectors.toSet());
    Map<Boolean, List<String>> others =
        given.byName().keySet().stream()
            .filter(name -> !expected.containsKey(name))
            .collect(Collectors.partitioningBy(name -> parts.contains(part(name))));
    Weights loaded =
        given.only(
            name ->
                expected.containsKey(name) && given.get(name).shape().equals(expected.get(name)));
    return new WeightsFit(loaded, missing, fresh, misshapen, others.get(true), others.get(false));
  }

  /**
   * Checks that every required parameter is there, no shape differs, and the values are finite.
   *
   * @param source the file, for the message
   * @param partial whether it is enough that one required parameter or more is there
   * @param network what the parameters are for, in words
   * @return this
   * @throws CiderException WEIGHTS_INVALID that names what does not fit
   */
  public WeightsFit checked(String source, String network, boolean partial) {
    boolean whole = missing.isEmpty() && misshapen.isEmpty() && foreign.isEmpty();
    if (loaded.byName().isEmpty() || !whole && !partial) {
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID,
          "%s does not fit %s: %s.".formatted(source, network, String.join("; ", faults())));
    }
    loaded.byName().forEach((name, weight) -> requireUsable(source, name, weight.values()));
    return this;
  }

  private static void requireUsable(String source, String name, float[] values) {
    boolean variance = name.endsWith(VARIANCE);
    for (float value : values) {
      if (!Float.isFinite(value) || variance && value < 0) {
        throw new CiderException(
            ErrorCode.WEIGHTS_INVALID,
            "%s holds %s in %s, with which no network can compute.".formatted(source, value, name));
      }
    }
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    add(faults, "%d of its parameters are missing (%s)", missing);
    add(faults, "%d have another shape (%s)", misshapen);
    add(faults, "%d are of another network (%s)", foreign);
    add(faults, "%d are not known (%s)", unexpected);
    return faults;
  }

  /** Returns one sentence on what was loaded and what was not. */
  public String text(String source) {
    List<String> parts = new ArrayList<>();
    parts.add("%s: %d parameters loaded".formatted(source, loaded.byName().size()));
    List<String> absent = new ArrayList<>(missing);
    absent.addAll(fresh);
    add(parts, "%d missing, which begin afresh (%s)", absent);
    add(parts, "%d of another shape, which begin afresh (%s)", misshapen);
    List<String> left = new ArrayList<>(foreign);
    left.addAll(unexpected);
    add(parts, "%d not expected and left out (%s)", left);
    return String.join("; ", parts);
  }

  private static void add(List<String> to, String format, List<String> names) {
    if (!names.isEmpty()) {
      String some = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
      to.add(format.formatted(names.size(), names.size() > MAX_NAMED ? some + ", ..." : some));
    }
  }

  private static String part(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
