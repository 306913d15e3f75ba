package io.ciderstream.train.network;

import io.ciderstream.train.network.head.CiderHead;
import io.ciderstream.train.network.head.GemPooling;
import io.ciderstream.train.network.head.Head;
import io.ciderstream.train.ops.AttentionMask;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of a network. Every block can be left out; the first three are those of CiDeR alone.
 *
 * @param backbone pictures to feature maps
 * @param excitation backbone enhancement by squeeze-and-excitation
 * @param context selective context
 * @param localisation attentional localisation
 * @param pooling feature map to vector; empty: the mean over all places
 * @param projection vector to descriptor; empty: the vector is the descriptor
 * @param head CiDeR, or a head that is compared with it
 * @param local third output, the local features by which matches are verified
 */
public record CiderOptions(
    BackboneName backbone,
    Optional<Excitation> excitation,
    Optional<Context> context,
    Optional<Localisation> localisation,
    Optional<GemPooling> pooling,
    Optional<Projection> projection,
    Head head,
    Optional<LocalOutput> local) {
  public CiderOptions {
    boolean blocks = excitation.isPresent() || context.isPresent() || localisation.isPresent();
    if (blocks && !(head instanceof CiderHead)) {
      throw new IllegalArgumentException(
          "excitation, context and localisation are blocks of the head cider, not of %s"
              .formatted(head.text()));
    }
  }

  /** Squeeze-and-excitation; the middle is {@code ratio} times narrower, 1 or more. */
  public record Excitation(int ratio) {
    public Excitation {
      if (ratio < 1) {
        throw new IllegalArgumentException("ratio %d is less than 1".formatted(ratio));
      }
    }
  }

  /**
   * Selective context.
   *
   * @param dilations of its 3 x 3 branches, each 1 or more, none twice
   * @param meanNorm whether the branch of the picture's mean has batch normalisation, as DeepLabv3
   *     has it (Chen et al., arXiv 1706.05587, section 3.3); the paper of CiDeR does not say
   */
  public record Context(List<Integer> dilations, boolean meanNorm) {
    public Context {
      dilations = List.copyOf(dilations);
      if (dilations.stream().anyMatch(dilation -> dilation < 1)
          || dilations.stream().distinct().count() < dilations.size()) {
        throw new IllegalArgumentException("dilations %s".formatted(dilations));
      }
    }
  }

  /**
   * Attentional localisation.
   *
   * @param thresholds one for each mask, rising, within 0..1
   * @param beta what a mask keeps below its threshold, 0..1
   * @param mask how masks are trained
   * @param sharpness k of the soft mask and of the gradient of a straight-through one
   * @param flatRange range of the softplus map below which a picture has no subject: no box, every
   *     mask all ones; not negative
   */
  public record Localisation(
      List<Double> thresholds,
      double beta,
      AttentionMask.Kind mask,
      double sharpness,
      double flatRange) {
    public Localisation {
      thresholds = List.copyOf(thresholds);
      if (thresholds.isEmpty()
          || !thresholds.stream().sorted().distinct().toList().equals(thresholds)) {
        throw new IllegalArgumentException("thresholds %s do not rise".formatted(thresholds));
      }
      if (!(flatRange >= 0)) {
        throw new IllegalArgumentException("flat range %s is negative".formatted(flatRange));
      }
      masks(thresholds, beta, mask, sharpness);
    }

    /** Returns one mask for each threshold. */
    public List<AttentionMask> masks() {
      return masks(thresholds, beta, mask, sharpness);
    }

    private static List<AttentionMask> masks(
        List<Double> thresholds, double beta, AttentionMask.Kind kind, double sharpness) {
      return thresholds.stream()
          .map(threshold -> new AttentionMask(kind, threshold, beta, sharpness))
          .toList();
    }
  }

  /**
   * A fully connected layer.
   *
   * @param dimension of the descriptor, {@value #MIN_DIMENSION} to {@value #MAX_DIMENSION}
   * @param normaliseBefore whether the pooled vector is L2-normalised before it
   * @param batchNorm whether batch normalisation follows it
   */
  public record Projection(int dimension, boolean normaliseBefore, boolean batchNorm) {
    /** Shortest descriptor. */
    public static final int MIN_DIMENSION = 128;

    /** Longest descriptor. */
    public static final int MAX_DIMENSION = 2048;

    public Projection {
      if (dimension < MIN_DIMENSION || dimension > MAX_DIMENSION) {
        throw new IllegalArgumentException(
            "dimension %d is not within %d..%d".formatted(dimension, MIN_DIMENSION, MAX_DIMENSION));
      }
    }
  }

  /** Returns all of the paper's blocks: 2,048 numbers from ResNet-101. */
  public static CiderOptions paper() {
    return new CiderOptions(
        BackboneName.RESNET101,
        Optional.of(new Excitation(16)),
        Optional.of(new Context(List.of(6, 12, 18), false)),
        Optional.of(
            new Localisation(
                List.of(0.3, 0.6), 0.1, AttentionMask.Kind.STRAIGHT_THROUGH, 10, 0.05)),
        Optional.of(new GemPooling(3, true)),
        Optional.of(new Projection(2048, false, true)),
        new CiderHead(),
        Optional.empty());
  }
}
