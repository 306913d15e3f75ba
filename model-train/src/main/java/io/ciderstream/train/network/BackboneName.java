package io.ciderstream.train.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The backbones there are. */
public enum BackboneName {
  RESNET18,
  RESNET34,
  RESNET50,
  RESNET101,
  EFFICIENTNET_LITE0,
  EFFICIENTNET_LITE1,
  EFFICIENTNET_LITE2;

  /** Makes it. */
  public Backbone backbone() {
    return switch (this) {
      case RESNET18 -> ResNet.resnet18();
      case RESNET34 -> ResNet.resnet34();
      case RESNET50 -> ResNet.resnet50();
      case RESNET101 -> ResNet.resnet101();
      case EFFICIENTNET_LITE0 -> EfficientNetLite.lite0();
      case EFFICIENTNET_LITE1 -> EfficientNetLite.lite1();
      case EFFICIENTNET_LITE2 -> EfficientNetLite.lite2();
    };
  }

  /** As users write it, such as {@code efficientnet-lite0}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param text as {@link #text} gives it
   * @throws IllegalArgumentException that names those there are
   */
  public static BackboneName of(String text) {
    return Arrays.stream(values())
        .filter(name -> name.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "backbone '%s' is none of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(BackboneName::text)
                                .collect(Collectors.joining(", ")))));
  }
}
