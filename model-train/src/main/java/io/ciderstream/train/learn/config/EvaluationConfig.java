package io.ciderstream.train.learn.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ciderstream.evaluation.data.ImageSource;
import io.ciderstream.evaluation.yaml.Flat;
import io.ciderstream.evaluation.yaml.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Retrieval that is measured after each epoch. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "kind",
    defaultImpl = EvaluationConfig.Labels.class)
@JsonSubTypes({
  @JsonSubTypes.Type(EvaluationConfig.Labels.class),
  @JsonSubTypes.Type(EvaluationConfig.Revisited.class)
})
public sealed interface EvaluationConfig {
  /** Returns the name, such as {@code validation}. */
  String name();

  /** Returns how many queries the report shows with their first matches. */
  int sheet();

  /** Returns how large its pictures are embedded. */
  EvaluationInput input();

  /**
   * Retrieval by label.
   *
   * @param index pictures that are searched
   * @param queries empty: each picture of the index is searched among the others
   * @param group labels whose queries are also counted separately
   */
  @JsonTypeName("labels")
  record Labels(
      String name,
      @Key(fallback = "10", max = 1000) int sheet,
      @Flat EvaluationInput input,
      List<ImageSource> index,
      List<ImageSource> queries,
      Optional<Pattern> group)
      implements EvaluationConfig {
    public Labels {
      if (index.isEmpty()) {
        throw new IllegalArgumentException(name + " has no index");
      }
    }
  }

  /**
   * Revisited Oxford or Paris (Radenovic et al., CVPR 2018).
   *
   * @param truth such as {@code gnd_roxford5k.pkl}
   * @param images folder of the pictures, or of a folder {@code jpg} with them
   */
  @JsonTypeName("revisited")
  record Revisited(
      String name,
      @Key(fallback = "10", max = 1000) int sheet,
      @Flat EvaluationInput input,
      Path truth,
      Path images)
      implements EvaluationConfig {}
}
