package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.Batchable;
import io.ciderstream.embedding.batch.MicroBatcher;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModels;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Serves an ONNX model: decode threads prepare pictures, a micro-batcher collects them by size, one
 * thread a session describes them. What waits for a decode thread is the caller's to bound; what is
 * decoded and waits for a session is bounded here.
 */
public final class OnnxEmbedder implements ImageEmbedder {
  private static final int BATCHES_AHEAD = 3;
  private static final Duration STOP = Duration.ofSeconds(10);

  private final EmbeddingOptions options;
  private final List<OnnxModel> models = new ArrayList<>();
  private final PixelBuffers buffers = new PixelBuffers();
  private final PictureDecoder decoder;
  private final MicroBatcher<Work> batcher;
  private final Semaphore ahead;
  private final DecodePool decodePool;
  private final ScheduledExecutorService watchdog;
  private final List<Thread> inference = new ArrayList<>();

  private OnnxEmbedder(EmbeddingOptions options) {
    this.options = options;
    OnnxModels file = new OnnxModels(options.model());
    for (int i = 0; i < options.sessions(); i++) {
      models.add(file.open(options.cuda(), options.threadsPerSession(), false));
    }
    this.decoder =
        new PictureDecoder(
            models.getFirst().groups(), buffers, options.maxBytes(), options.maxPixels());
    this.batcher = new MicroBatcher<>(options.batchSize(), options.batchAge(), System::nanoTime);
    this.ahead = new Semaphore(BATCHES_AHEAD * options.batchSize() * options.sessions());
    this.decodePool = new DecodePool(options.decodeThreads());
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("decode-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    this.watchdog = timer;
  }

  /**
   * Loads the model and starts the threads.
   *
   * @throws CiderException MODEL_MISSING or CUDA_UNAVAILABLE
   */
  public static OnnxEmbedder open(EmbeddingOptions options) {
    OnnxEmbedder embedder = new OnnxEmbedder(options);
    for (OnnxModel model : embedder.models) {
      embedder.inference.add(
          Thread.ofPlatform()
              .daemon()
              .name("infer-" + embedder.inference.size())
              .start(() -> embedder.infer(model)));
    }
    return embedder;
  }

  @Override
  public ModelFacts model() {
    return models.getFirst().facts();
  }

  @Override
  public CompletableFuture<Embedding> embed(
      byte[] content, Optional<Box> region, Priority priority) {
    CompletableFuture<Embedding> result = new CompletableFuture<>();
    boolean taken = decodePool.execute(priority, () -> decode(content, region, priority, result));
    if (!taken) {
      result.completeExceptionally(closed());
    }
    return result;
  }

  private void decode(
      byte[] content,
      Optional<Box> region,
      Priority priority,
      CompletableFuture<Embedding> result) {
    ahead.acquireUninterruptibly();
    boolean passedOn = false;
    ScheduledFuture<?> timer =
        watchdog.schedule(
            () -> result.completeExceptionally(tooSlow(content)),
            options.decodeTimeout().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      long start = System.nanoTime();
      DecodedPicture picture = decoder.decode(content, region);
      long end = System.nanoTime();
      passedOn = batcher.put(new Work(picture, priority, result, end - start, end));
      if (!passedOn) {
        result.completeExceptionally(closed());
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    } finally {
      timer.cancel(false);
      if (!passedOn) {
        ahead.release();
      }
    }
  }

  private CiderException tooSlow(byte[] content) {
    return new CiderException(
        ErrorCode.DECODE_TIMEOUT,
        "%d bytes took longer than %d ms."
            .formatted(content.length, options.decodeTimeout().toMillis()));
  }

  private void infer(OnnxModel model) {
    try {
      while (true) {
        List<Work> batch = batcher.take();
        if (batch.isEmpty()) {
          return;
        }
        try {
          infer(model, batch);
        } catch (RuntimeException | Error e) {
          batch.forEach(work -> work.result.completeExceptionally(e));
        } finally {
          ahead.release(batch.size());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void infer(OnnxModel model, List<Work> batch) {
    DecodedPicture first = batch.getFirst().picture;
    ByteBuffer input = first.pixels();
    if (batch.size() > 1) {
      input = buffers.take(first.size().bytes() * batch.size());
      for (Work work : batch) {
        input.put(work.picture.pixels().rewind());
      }
      input.rewind();
    }
    long start = System.nanoTime();
    float[][] vectors = model.describe(input, batch.size(), first.size());
    long end = System.nanoTime();
    if (batch.size() > 1) {
      buffers.give(input);
    }
    for (int i = 0; i < vectors.length; i++) {
      batch.get(i).finish(vectors[i], start, end);
      buffers.give(batch.get(i).picture.pixels());
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the embedder is closed");
  }

  @Override
  public void close() {
    decodePool.close(STOP);
    batcher.close().forEach(work -> work.result.completeExceptionally(closed()));
    for (Thread thread : inference) {
      try {
        thread.join(STOP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    watchdog.shutdownNow();
    models.forEach(OnnxModel::close);
  }

  private record Work(
      DecodedPicture picture,
      Priority priority,
      CompletableFuture<Embedding> result,
      long decodeNanos,
      long decodedAt)
      implements Batchable {
    @Override
    public Object group() {
      return picture.size();
    }

    void finish(float[] vector, long start, long end) {
      result.complete(
          new Embedding(
              vector,
              List.of(),
              Optional.empty(),
              picture.width(),
              picture.height(),
              new StageTimes(
                  decodeNanos / 1_000, (start - decodedAt) / 1_000, (end - start) / 1_000)));
    }
  }
}
