package io.ciderstream.train.network.head;

import java.util.List;

/** Checks of options. */
final class HeadChecks {
  private HeadChecks() {}

  static void positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s %d is less than 1".formatted(what, value));
    }
  }

  static void dilations(List<Integer> dilations) {
    if (dilations.isEmpty()) {
      throw new IllegalArgumentException("there is no dilation");
    }
    dilations.forEach(dilation -> positive("dilation", dilation));
    if (dilations.stream().distinct().count() < dilations.size()) {
      throw new IllegalArgumentException("dilations %s name one twice".formatted(dilations));
    }
  }
}
