package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.graph.GraphValue;
import io.ciderstream.embedding.graph.OnnxHeader;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * The preprocessing that models of a kind are usually trained with: a guess from names and sizes.
 */
enum KnownPreprocessing {
  /** torchvision's weights, and most fine-tuned networks. */
  IMAGENET(
      "as of torchvision's ResNet and most fine-tuned networks",
      "[0.485, 0.456, 0.406]",
      "[0.229, 0.224, 0.225]",
      "bilinear",
      8.0 / 7),
  /** DINOv2, and most Vision Transformers of timm. */
  VISION_TRANSFORMER(
      "as of DINOv2 and most Vision Transformers",
      "[0.485, 0.456, 0.406]",
      "[0.229, 0.224, 0.225]",
      "bicubic",
      8.0 / 7),
  /** CLIP and OpenCLIP. */
  CLIP(
      "as of CLIP",
      "[0.48145466, 0.4578275, 0.40821073]",
      "[0.26862954, 0.26130258, 0.27577711]",
      "bicubic",
      1);

  private final String reason;
  private final String mean;
  private final String std;
  private final String resample;
  private final double resize;

  KnownPreprocessing(String reason, String mean, String std, String resample, double resize) {
    this.reason = reason;
    this.mean = mean;
    this.std = std;
    this.resample = resample;
    this.resize = resize;
  }

  /** Returns the most likely one. */
  static KnownPreprocessing of(OnnxHeader header) {
    boolean isClip =
        header.outputs().stream().anyMatch(output -> output.name().contains("image_embed"));
    boolean hasTokens = header.outputs().stream().anyMatch(KnownPreprocessing::isOfTokens);
    return isClip ? CLIP : hasTokens ? VISION_TRANSFORMER : IMAGENET;
  }

  private static boolean isOfTokens(GraphValue output) {
    return output.rank() == 3 || output.name().contains("pooler");
  }

  String reason() {
    return reason;
  }

  /** Returns the keys that the graph cannot say, with their values as text. */
  SequencedMap<String, String> keys(OptionalInt size) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    keys.put(DescriptionReader.MEAN, mean);
    keys.put(DescriptionReader.STD, std);
    keys.put(DescriptionReader.FIT, "crop");
    size.ifPresent(
        side -> keys.put(DescriptionReader.RESIZE, Long.toString(Math.round(side * resize))));
    keys.put(DescriptionReader.RESAMPLE, resample);
    return keys;
  }
}
