package io.ciderstream.trials.training;

import io.ciderstream.train.distributed.OneProcess;
import io.ciderstream.train.learn.TrainingStep;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.learn.loss.LossParts;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.optimise.Sgd;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.torch.TorchParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The steps that a training of this project takes, with a batch that is in memory. One thread. */
final class OurSteps implements MeasuredSteps {
  private final TorchParameters parameters;
  private final Tensor centres;
  private final Sgd sgd;
  private final TrainingStep step;
  private final Objective.Batch batch;
  private final Map<String, Double> rates;

  /**
   * Prepares the steps.
   *
   * @param start centres of the classes, [classes,dimension]
   */
  OurSteps(StepSetting setting, float[] start) {
    Device device = new Device(setting.device());
    parameters = new TorchParameters(setting.model().weights(), name -> true, device);
    torch.set_num_threads(setting.threads());
    openblas.blas_set_num_threads(setting.threads());
    try (PointerScope scope = new PointerScope()) {
      int dimension = setting.model().network().dimension();
      centres =
          Tensor.create(start, StepSetting.CLASSES, dimension).to(device, torch.ScalarType.Float);
      centres.set_requires_grad(true);
      centres.retainReference();
    }
    SequencedMap<String, Tensor> learning = new LinkedHashMap<>(parameters.trained());
    learning.put(Objective.CENTRES, centres);
    sgd = new Sgd(learning, StepSetting.MOMENTUM, StepSetting.DECAY);
    rates =
        learning.keySet().stream().collect(Collectors.toMap(name -> name, n -> StepSetting.RATE));
    Learner learner =
        new Learner(
            setting.model().network(), parameters, device, setting.half(), new OneProcess());
    step = new TrainingStep(learner, sgd, norm -> true, Optional.empty());
    int[] pictures = IntStream.range(0, setting.batch()).toArray();
    ImageBatch images = new ImageBatch(setting.size(), setting.pixels(), pictures);
    int[] classes = setting.classes();
    batch =
        new Objective.Batch(
            List.of(new Objective.Pass(images, 1, setting.batch())),
            passes -> loss(passes.getFirst().values(), classes));
  }

  /** Returns centres to start from. */
  static float[] centres(StepSetting setting) {
    int dimension = setting.model().network().dimension();
    return DescriptorTable.random(StepSetting.CLASSES, dimension, 1);
  }

  private Objective.Loss loss(Tensor descriptors, int[] classes) {
    ArcFace arcFace = StepSetting.ARC_FACE;
    Tensor cosines = arcFace.cosines(descriptors, centres);
    Tensor right = Tensors.longs(classes, descriptors);
    Tensor loss = arcFace.loss(cosines, right);
    LossParts parts = LossParts.ofArcFace(Tensors.value(loss));
    return new Objective.Loss(loss, parts, arcFace.accuracy(cosines, right));
  }

  @Override
  public String name() {
    return "./cider train";
  }

  @Override
  public Taken take(int count) {
    List<Double> losses = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      try (PointerScope scope = new PointerScope()) {
        losses.add(step.add(batch, 1, 1).parts().total());
        step.clip(StepSetting.CLIP);
        step.apply(rates);
      }
    }
    return new Taken((System.nanoTime() - begun) / 1e9 / count, losses);
  }

  @Override
  public void close() {
    sgd.close();
    parameters.close();
    centres.releaseReference();
  }
}
