package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.MicroBatcher;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.Decoder;
import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.InferenceModel;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.stage.CpuClock;
import io.ciderstream.embedding.stage.DecodeQueue;
import io.ciderstream.embedding.stage.DecodeStage;
import io.ciderstream.embedding.stage.DecodedJob;
import io.ciderstream.embedding.stage.InferStage;
import io.ciderstream.embedding.stage.Job;
import io.ciderstream.schemas.BoundingBox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queue, decode threads, micro-batcher and inference threads, wired together. */
final class PipelineEmbedder implements ImageEmbedder {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineEmbedder.class);
  private static final int BATCHES_AHEAD = 3;
  private static final int MOST_WAITING_QUERIES = 10_000;
  private static final int SHARE_OF_HEAP = 4;

  private final List<InferenceModel> models;
  private final MicroBatcher<DecodedJob> batcher;
  private final Decoder decoder;
  private final DecodeQueue queue;
  private final DecodeStage decoding;
  private final InferStage inference;
  private final Duration closeTimeout;
  private final Set<CompletableFuture<Embedding>> open = ConcurrentHashMap.newKeySet();

  /**
   * Creates a pipeline embedder.
   *
   * @param decoder replaces the real one in tests
   * @param clock how long decodes compute
   * @param closeTimeout how long to wait for threads when closing
   */
  PipelineEmbedder(
      EmbeddingOptions options,
      List<InferenceModel> models,
      Decoder decoder,
      PixelBuffers buffers,
      CpuClock clock,
      Duration closeTimeout) {
    this.models = List.copyOf(models);
    this.closeTimeout = closeTimeout;
    this.decoder = decoder;
    this.batcher =
        new MicroBatcher<>(options.batch().size(), options.batch().age(), System::nanoTime);
    int inWork = BATCHES_AHEAD * options.batch().size() * models.size();
    this.queue =
        new DecodeQueue(
            new DecodeQueue.Bounds(
                MOST_WAITING_QUERIES,
                Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP,
                Math.max(inWork, 2 * options.decode().threads()),
                options.decode().memory()));
    this.decoding =
        new DecodeStage(
            queue,
            decoder,
            batcher,
            buffers,
            options.decode().timeout(),
            clock,
            options.decode().threads());
    this.inference = new InferStage(batcher, queue, buffers);
  }

  static PipelineEmbedder start(
      EmbeddingOptions options, List<InferenceModel> models, InputFit fit) {
    PixelBuffers buffers = new PixelBuffers(fit.sizes().few());
    return start(
        options, models, new PictureDecoder(fit, buffers, options.decode().limits()), buffers);
  }

  static PipelineEmbedder start(
      EmbeddingOptions options,
      List<InferenceModel> models,
      Decoder decoder,
      PixelBuffers buffers) {
    PipelineEmbedder embedder =
        new PipelineEmbedder(
            options, models, decoder, buffers, CpuClock.ofThreads(), Duration.ofSeconds(10));
    embedder.start();
    return embedder;
  }

  /** Returns the memory that the decode needs; 0 for a picture that will be rejected. */
  private long memory(byte[] content, Optional<BoundingBox> region) {
    try {
      return decoder.memory(content, region);
    } catch (RuntimeException e) {
      return 0;
    }
  }

  void start() {
    decoding.start();
    models.forEach(inference::start);
  }

  @Override
  public ModelInfo model() {
    return models.getFirst().info();
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return models.getFirst().verification();
  }

  @Override
  public CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    return embed(content, region, priority, queue::add);
  }

  /** Embeds a picture that was embedded already, ahead of those that wait for their first pass. */
  CompletableFuture<Embedding> embedNext(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    return embed(content, region, priority, queue::addNext);
  }

  private CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority, Consumer<Job> wait) {
    CompletableFuture<Embedding> result = new CompletableFuture<>();
    open.add(result);
    result.whenComplete((embedding, error) -> open.remove(result));
    try {
      wait.accept(new Job(content, region, priority, memory(content, region), result));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  @Override
  public void close() {
    queue.close().forEach(job -> job.result().completeExceptionally(Job.closed()));
    batcher.close().forEach(job -> job.job().result().completeExceptionally(Job.closed()));
    boolean described = inference.awaitEnd(closeTimeout);
    boolean decoded = decoding.awaitEnd(closeTimeout);
    open.forEach(result -> result.completeExceptionally(Job.closed()));
    if (described) {
      models.forEach(InferenceModel::close);
    }
    if (!described || !decoded) {
      LOG.warn("closed while native code still runs; its memory is not released");
    }
  }
}
