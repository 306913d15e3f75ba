package io.ciderstream.train.learn.config;

import io.ciderstream.embedding.decode.SizeGroups;
import java.util.List;

/**
 * A training run.
 *
 * @param name of the model, as its file will say
 * @param seed of all chance
 * @param network what learns
 * @param groups sizes that pictures are resized to
 * @param data what it learns from
 * @param projection how the fully connected layer begins
 * @param stages in order, one at least
 * @param evaluations what is measured after each epoch
 * @param run where and how it runs
 */
public record TrainConfig(
    String name,
    long seed,
    NetworkConfig network,
    SizeGroups groups,
    DataConfig data,
    Projection projection,
    List<Stage> stages,
    List<EvaluationConfig> evaluations,
    RunConfig run) {
  public TrainConfig {
    stages = List.copyOf(stages);
    evaluations = List.copyOf(evaluations);
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("there is no stage");
    }
    boolean attends = stages.stream().anyMatch(Stage.Attention.class::isInstance);
    if (attends && network.options().localisation().isEmpty()) {
      throw new IllegalArgumentException("attention is to be fitted, but localisation is off");
    }
  }
}
