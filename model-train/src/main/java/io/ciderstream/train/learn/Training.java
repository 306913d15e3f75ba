package io.ciderstream.train.learn;

import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.CheckpointExport;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.attend.AttentionFit;
import io.ciderstream.train.learn.check.StageChecks;
import io.ciderstream.train.learn.config.ConfigReader;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.measure.EvaluationImages;
import io.ciderstream.train.learn.measure.Measurement;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.run.Checkpoints;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.learn.run.RunPosition;
import io.ciderstream.train.learn.run.RunState;
import io.ciderstream.train.learn.start.BatchNormFolding;
import io.ciderstream.train.learn.start.PrincipalComponents;
import io.ciderstream.train.learn.start.StartWeights;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.onnx.WeightPrecision;
import io.ciderstream.train.torch.TorchLibraries;
import io.ciderstream.train.torch.TorchParameters;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;

/** Runs a configuration from its data to a model. For one run; one thread. */
public final class Training {
  static {
    TorchLibraries.load();
  }

  private final TrainOptions options;
  private final TrainConfig config;
  private final RunFolder folder;
  private final RunFolder.RunConfig runConfig;
  private final WheelStore store;
  private final Executor threads;
  private final InstantSource clock;
  private final TrainListener listener;
  private final StopRequest stop;

  /**
   * Reads the configuration and opens the run folder.
   *
   * @param store where packaged weights are
   * @param threads where pictures are decoded
   * @param stop asks the run to stop after a step
   * @throws CiderException SETTING_INVALID, naming the key
   */
  public Training(
      TrainOptions options,
      WheelStore store,
      Executor threads,
      InstantSource clock,
      TrainListener listener,
      StopRequest stop) {
    this.options = options;
    this.folder = new RunFolder(options.run());
    this.runConfig =
        folder.config(ConfigText.read(options.config()), options.assignments(), options.resume());
    this.config = ConfigReader.read(runConfig.text(), options.data());
    this.store = store;
    this.threads = threads;
    this.clock = clock;
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Trains until the end of the last stage.
   *
   * @return the trained weights' file
   * @throws CiderException SETTING_INVALID if the data don't serve, WEIGHTS_INVALID or
   *     WEIGHTS_UNAVAILABLE if there is nothing to begin with
   * @throws TrainingStoppedException if it was asked to stop
   */
  public Path run() {
    try {
      return train();
    } finally {
      stop.over();
    }
  }

  private Path train() {
    torch.set_num_threads(options.threads());
    openblas.blas_set_num_threads(options.threads());
    Checkpoints checkpoints = folder.checkpoints(config.run().keepCheckpoints());
    if (runConfig.resumed()) {
      checkpoints.newest().ifPresent(stop::saved); // a stop before the first step has lost nothing
    }
    Device device = device();
    boolean half = half(device);
    RunDataLoader readings =
        new RunDataLoader(config, options.data(), folder, runConfig.resumed(), threads, listener);
    List<EvaluationImages> evaluations = readings.evaluations(); // first, as they may be rejected
    UsableImages pictures = readings.learning();
    readings.noteOverlap(pictures, evaluations);
    CiderNetwork network = new CiderNetwork(config.network().options());
    new StageChecks(config, network, pictures).check(listener::say);
    List<Measurement> measurements = measurements(evaluations);
    Optional<RunState> state = runConfig.resumed() ? checkpoints.read() : Optional.empty();
    RunPosition from = state.map(RunState::position).orElse(RunPosition.START);
    Weights start = start(network);
    folder.writeConfig(
        runConfig); // from here on there is a run; what was rejected before may begin again
    RunModel models = new RunModel(config, folder);
    BestModel best = new BestModel(config.run().best(), folder.best(), models, listener);
    try (TorchParameters parameters = new TorchParameters(start, name -> false, device);
        RunReport report = new RunReport(config, folder, from, clock)) {
      Learner learner = new Learner(network, parameters, device, half);
      EpochEvaluation end = new EpochEvaluation(learner, measurements, best, report, listener);
      CheckpointWriter writer = new CheckpointWriter(checkpoints, models, stop);
      RunContext context = new RunContext(config, folder, models, writer, end, clock, listener);
      state.ifPresentOrElse(
          found -> resume(parameters, found, end), () -> begin(learner, pictures, end));
      Weights own = state.map(RunState::own).orElse(new Weights(new LinkedHashMap<>()));
      for (int stage = from.stage(); stage < config.stages().size(); stage++) {
        StageRun run = new StageRun(context, learner, pictures, stage);
        own = run.run(own, state.filter(s -> s.position().step() > 0));
        state = Optional.empty();
      }
      best.compare(report.scores());
      return writeResults(models.of(parameters.weights()));
    }
  }

  /** Writes the weights that {@code cider export} takes and the model that serves. */
  private Path writeResults(CiderModel model) {
    model.save(folder.model());
    CheckpointExport.export(model, folder.onnx(), WeightPrecision.FP16);
    listener.say("wrote %s and %s".formatted(folder.model(), folder.onnx()));
    return folder.model();
  }

  private List<Measurement> measurements(List<EvaluationImages> evaluations) {
    return evaluations.stream()
        .map(set -> new Measurement(set, config.network().boxThreshold()))
        .toList();
  }

  private Weights start(CiderNetwork network) {
    Weights known = StartWeights.read(config.network(), options.data(), store, listener::say);
    Weights start = InitialWeights.of(network, known, config.seed());
    return config.network().foldBatchNorm() ? BatchNormFolding.fold(network, start) : start;
  }

  private void begin(Learner learner, UsableImages pictures, EpochEvaluation end) {
    if (config.stages().stream().anyMatch(Stage.Attention.class::isInstance)) {
      AttentionFit.clear(learner);
    }
    TrainConfig.Projection projection = config.projection();
    boolean has = config.network().options().projection().isPresent();
    if (has && projection.start() == TrainConfig.Projection.Start.PCA) {
      listener.say("finding principal components");
      PrincipalComponents.set(learner, pictures, projection.pictures(), projection.centred());
    }
    end.measure(RunPosition.START);
  }

  private void resume(TorchParameters parameters, RunState state, EpochEvaluation end) {
    RunPosition from = state.position();
    listener.say("resuming after step %,d of stage %d".formatted(from.step(), from.stage() + 1));
    parameters.set(state.network());
    boolean begins = from.step() == 0 && from.stage() > 0;
    if (begins && StageRun.measuredAtEnd(config.stages().get(from.stage() - 1))) {
      end.measureOnce(from); // the run may have ended after the checkpoint
    }
  }

  private Device device() {
    boolean cuda = torch.cuda_is_available();
    boolean requested =
        switch (config.run().device()) {
          case AUTO -> cuda;
          case CUDA -> true;
          case CPU -> false;
        };
    if (requested && !cuda) {
      throw new CiderException(
          ErrorCode.CUDA_UNAVAILABLE,
          "The training configuration says run.device: cuda, but no device can be used; auto and cpu train without one.");
    }
    return new Device(requested ? "cuda" : "cpu");
  }

  private boolean half(Device device) {
    return switch (config.run().precision()) {
      case AUTO -> device.is_cuda();
      case FLOAT32 -> false;
      case BFLOAT16 -> {
        if (!device.is_cuda()) {
          throw new CiderException(
              ErrorCode.CUDA_UNAVAILABLE,
              "The training configuration says run.precision: bfloat16, which is for cuda alone; auto and float32 train on the CPU.");
        }
        yield true;
      }
    };
  }
}
