package io.ciderstream.train.learn;

import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.CheckpointExport;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.distributed.OneProcess;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.attend.AttentionFit;
import io.ciderstream.train.learn.check.HeapCheck;
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
import io.ciderstream.train.load.RgbPictures;
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

/**
 * Runs a configuration from its data to a model, alone or as one process of a group. For one run;
 * one thread.
 */
public final class Training {
  private static final int MANY_PICTURES = 100_000;

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
  private final ProcessGroup group;

  /** Reads the configuration of a run that trains alone. */
  public Training(
      TrainOptions options,
      WheelStore store,
      Executor threads,
      InstantSource clock,
      TrainListener listener,
      StopRequest stop) {
    this(options, store, threads, clock, listener, stop, new OneProcess());
  }

  /**
   * Reads the configuration and opens the run folder.
   *
   * @param store where packaged weights are
   * @param threads where pictures are decoded
   * @param stop asks the run to stop after a step
   * @param group the processes of the run; stays open
   * @throws CiderException SETTING_INVALID, naming the key
   */
  public Training(
      TrainOptions options,
      WheelStore store,
      Executor threads,
      InstantSource clock,
      TrainListener listener,
      StopRequest stop,
      ProcessGroup group) {
    this.options = options;
    this.folder = new RunFolder(options.run(), group.first());
    this.runConfig =
        folder.config(ConfigText.read(options.config()), options.assignments(), options.resume());
    this.config = ConfigReader.read(runConfig.text(), options.data());
    this.store = store;
    this.threads = threads;
    this.clock = clock;
    this.listener = listener;
    this.stop = stop;
    this.group = group;
  }

  /**
   * Trains until the end of the last stage.
   *
   * @return the trained weights' file
   * @throws CiderException SETTING_INVALID if the data don't serve, WEIGHTS_INVALID or
   *     WEIGHTS_UNAVAILABLE if there is nothing to begin with
   * @throws CiderException TRAINING_PROCESS_LOST if another process of the group has ended
   * @throws TrainingStoppedException if it was asked to stop
   */
  public Path run() {
    try {
      return train();
    } catch (CiderException e) {
      throw e.code() == ErrorCode.TRAINING_PROCESS_LOST ? withRemedy(e) : e;
    } finally {
      stop.over();
    }
  }

  private CiderException withRemedy(CiderException lost) {
    String remedy =
        folder
            .checkpoints(config.run().keepCheckpoints())
            .newest()
            .map(
                "The newest checkpoint is %s: start all processes again with --resume, those started by hand with another --store."
                    ::formatted)
            .orElse("There is no checkpoint yet: start all processes again.");
    return new CiderException(lost.code(), lost.detail() + " " + remedy, lost);
  }

  private Path train() {
    stop.begun();
    torch.set_num_threads(options.threads());
    openblas.blas_set_num_threads(options.threads());
    Checkpoints checkpoints = folder.checkpoints(config.run().keepCheckpoints());
    if (runConfig.resumed()) {
      checkpoints.newest().ifPresent(stop::saved); // a stop before the first step has lost nothing
    }
    Device device = device();
    boolean half = half(device);
    LearningData data = data();
    if (data.pictures().set().size() >= MANY_PICTURES) {
      System.gc(); // reading their names left more garbage than names; the heap shrinks again
    }
    CiderNetwork network = new CiderNetwork(config.network().options());
    HeapCheck.check(
        config.loading().cacheBytes(),
        RgbPictures.decodedBytes(data.pictures().set().size(), config.groups()),
        Runtime.getRuntime().maxMemory());
    new StageChecks(config, network, data.pictures(), group.size()).check(listener::say);
    List<Measurement> measurements = measurements(data.evaluations());
    Optional<RunState> state = runConfig.resumed() ? checkpoints.read() : Optional.empty();
    RunPosition from = state.map(RunState::position).orElse(RunPosition.START);
    RunAgreement.check(group, runConfig.text().text(), from.toString(), data.pictures().set());
    Weights start = start(network);
    folder.writeConfig(
        runConfig); // from here on there is a run; what was rejected before may begin again
    RunModel models = new RunModel(config, folder);
    CheckpointWriter writer = new CheckpointWriter(checkpoints, models, stop, group);
    try (TorchParameters parameters = new TorchParameters(start, name -> false, device)) {
      Learner learner = new Learner(network, parameters, device, half, group);
      if (group.first()) {
        BestModel best = new BestModel(config.run(), folder.best(), models, listener);
        try (RunReport report =
            new RunReport(config, folder, state.map(RunState::position), clock)) {
          RunProgress progress = new EpochEvaluation(learner, measurements, best, report, listener);
          learn(context(models, writer, progress), learner, data.pictures(), state);
          best.compare(report.scores());
        }
        writeResults(models.of(parameters.weights()));
      } else {
        RunProgress progress = new FollowingProgress(group, listener);
        learn(context(models, writer, progress), learner, data.pictures(), state);
      }
      group.await(); // for the results, and for the last exchange of every process
      return folder.model();
    }
  }

  private record LearningData(UsableImages pictures, List<EvaluationImages> evaluations) {}

  /** The first process reads first, and leaves what it learned about the pictures to the others. */
  private LearningData data() {
    if (!group.first()) {
      group.await();
    }
    RunDataLoader readings =
        new RunDataLoader(
            config, options.data(), folder, runConfig.resumed(), threads, listener, clock);
    List<EvaluationImages> evaluations =
        group.first() ? readings.evaluations() : List.of(); // first, as they may be rejected
    UsableImages pictures = readings.learning();
    readings.noteOverlap(pictures, evaluations);
    if (group.first()) {
      group.await();
    }
    return new LearningData(pictures, evaluations);
  }

  private RunContext context(RunModel models, CheckpointWriter writer, RunProgress progress) {
    return new RunContext(config, folder, models, writer, progress, clock, listener);
  }

  private void learn(
      RunContext context, Learner learner, UsableImages pictures, Optional<RunState> before) {
    Optional<RunState> state = before;
    RunPosition from = state.map(RunState::position).orElse(RunPosition.START);
    state.ifPresentOrElse(
        found -> resume(learner.parameters(), found, context.progress()),
        () -> begin(context, learner, pictures));
    Weights own = state.map(RunState::own).orElse(new Weights(new LinkedHashMap<>()));
    for (int stage = from.stage(); stage < config.stages().size(); stage++) {
      StageRun run = new StageRun(context, learner, pictures, stage);
      own = run.run(own, state.filter(s -> s.position().step() > 0));
      state = Optional.empty();
    }
  }

  /** Writes the weights that {@code cider export} takes and the model that serves. */
  private void writeResults(CiderModel model) {
    model.save(folder.model());
    CheckpointExport.export(model, folder.onnx(), WeightPrecision.FP16);
    listener.say("wrote %s and %s".formatted(folder.model(), folder.onnx()));
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

  /** Fits the start, and keeps it before it is measured, as both may take long. */
  private void begin(RunContext context, Learner learner, UsableImages pictures) {
    if (group.first()) {
      fitStart(learner, pictures);
    }
    ParameterCopy.fromFirst(learner);
    Weights none = new Weights(new LinkedHashMap<>());
    context
        .checkpoints()
        .write(new RunState(RunPosition.START, learner.parameters().weights(), none, none));
    context.progress().measure(RunPosition.START);
  }

  private void fitStart(Learner learner, UsableImages pictures) {
    if (config.stages().stream().anyMatch(Stage.Attention.class::isInstance)) {
      AttentionFit.clear(learner);
    }
    TrainConfig.Projection projection = config.projection();
    boolean has = config.network().options().projection().isPresent();
    if (has && projection.start() == TrainConfig.Projection.Start.PCA) {
      listener.say("finding principal components");
      PrincipalComponents.set(learner, pictures, projection.pictures(), projection.centred());
    }
  }

  private void resume(TorchParameters parameters, RunState state, RunProgress progress) {
    RunPosition from = state.position();
    listener.say("resuming after step %,d of stage %d".formatted(from.step(), from.stage() + 1));
    parameters.set(state.network());
    boolean begins = from.step() == 0 && from.stage() > 0;
    boolean measured = begins && StageRun.measuredAtEnd(config.stages().get(from.stage() - 1));
    if (measured || from.equals(RunPosition.START)) {
      progress.measureOnce(from); // the run may have ended after the checkpoint
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
    return new Device(
        requested ? "cuda:%d".formatted(group.rank() % torch.cuda_device_count()) : "cpu");
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
