package io.ciderstream.cli.model;

import io.ciderstream.embedding.decode.CentreCrop;
import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.KeptShape;
import io.ciderstream.embedding.decode.Letterbox;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.LongestSideOfPart;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.describe.InputTensor;
import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.describe.OutputVector;
import io.ciderstream.embedding.describe.Pooling;
import java.util.List;
import java.util.Locale;

/** Says in words how a model is served. */
public final class ModelText {
  private ModelText() {}

  /** Returns a line about the model, its input, its fit and its output. */
  public static List<String> lines(ModelDescription model, String hash) {
    InputTensor input = model.input();
    OutputVector output = model.output();
    return List.of(
        "%s, hash %s, %d numbers".formatted(model.name(), hash, output.dimension()),
        "input %s: %s, %s, %s%s"
            .formatted(
                input.name(),
                input.type().text(),
                lower(input.layout()),
                lower(input.channels()),
                input.batch().isPresent() ? ", %d a call".formatted(input.batch().getAsInt()) : ""),
        "pictures: %s; resampled by %s"
            .formatted(fit(model.fit()), lower(model.fit().resampling())),
        "output %s%s%s"
            .formatted(
                output.name(),
                output.pooling() == Pooling.NONE ? "" : ", pool " + lower(output.pooling()),
                output.normalise() ? ", normalised here" : ", normalised by the model"));
  }

  private static String fit(InputFit fit) {
    return switch (fit.sizes()) {
      case SizeGroups groups -> "stretched to " + join(groups.sizes());
      case CentreCrop crop ->
          "shorter side to %d, middle of %s".formatted(crop.shorter(), crop.size());
      case Letterbox box -> "whole in %s, padded with %s".formatted(box.size(), fit.padding());
      case KeptShape kept ->
          "longest side to %d, in multiples of %d".formatted(kept.longest(), kept.multiple());
      case LongestSide side -> "longest side to at most %d".formatted(side.pixels());
      case LongestSideOfPart part -> "longest side to at most %d".formatted(part.side().pixels());
    };
  }

  private static String join(List<SizeGroups.Size> sizes) {
    return String.join(", ", sizes.stream().map(SizeGroups.Size::toString).toList());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
