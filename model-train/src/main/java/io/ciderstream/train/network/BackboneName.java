package io.ciderstream.train.network;

import java.util.Locale;
import java.util.function.Supplier;

/** The backbones there are. */
public enum BackboneName {
  RESNET18(ResNet::resnet18),
  RESNET34(ResNet::resnet34),
  RESNET50(ResNet::resnet50),
  RESNET101(ResNet::resnet101),
  EFFICIENTNET_LITE0(EfficientNetLite::lite0),
  EFFICIENTNET_LITE1(EfficientNetLite::lite1),
  EFFICIENTNET_LITE2(EfficientNetLite::lite2);

  private final Supplier<Backbone> backbone;

  BackboneName(Supplier<Backbone> backbone) {
    this.backbone = backbone;
  }

  /** Creates the backbone. */
  public Backbone backbone() {
    return backbone.get();
  }

  /** Returns the name as users write it, such as {@code efficientnet-lite0}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
