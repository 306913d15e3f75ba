package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.batch.MicroBatcher;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.InferenceModel;
import io.ciderstream.embedding.infer.InferenceResult;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread a network: takes batches, infers their descriptors and completes the jobs. */
public final class InferStage {
  private static final Logger LOG = LoggerFactory.getLogger(InferStage.class);

  private final MicroBatcher<DecodedJob> batcher;
  private final DecodeQueue queue;
  private final PixelBuffers buffers;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Creates an infer stage.
   *
   * @param batcher gives the batches
   * @param queue gets the places back
   * @param buffers gets the pixels back
   */
  public InferStage(MicroBatcher<DecodedJob> batcher, DecodeQueue queue, PixelBuffers buffers) {
    this.batcher = batcher;
    this.queue = queue;
    this.buffers = buffers;
  }

  /** Starts a thread for the model. */
  public void start(InferenceModel model) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("infer-" + threads.size())
            .start(() -> work(model, new BatchInput())));
  }

  /** Waits for the threads to end, which they do once the batcher is closed; false if not. */
  public boolean awaitEnd(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean ended = true;
    for (Thread thread : threads) {
      ended &= ThreadEnd.join(thread, deadline);
    }
    return ended;
  }

  private void work(InferenceModel model, BatchInput input) {
    try {
      for (List<DecodedJob> batch = batcher.take(); !batch.isEmpty(); batch = batcher.take()) {
        List<DecodedJob> requested =
            batch.stream().filter(decoded -> !decoded.job().result().isDone()).toList();
        try {
          if (!requested.isEmpty()) {
            inferOrSplit(model, input, requested);
          }
        } finally {
          batch.forEach(this::leave);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A batch that fails is tried again in halves, down to single pictures, so that only a picture
   * that fails alone fails: a device may lack memory for the whole batch.
   */
  private void inferOrSplit(InferenceModel model, BatchInput input, List<DecodedJob> batch) {
    try {
      infer(model, input, batch);
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        batch.getFirst().job().result().completeExceptionally(e);
        return;
      }
      int half = batch.size() / 2;
      LOG.warn(
          "a batch of {} pictures failed, retrying it in halves: {}", batch.size(), e.toString());
      inferOrSplit(model, input, batch.subList(0, half));
      inferOrSplit(model, input, batch.subList(half, batch.size()));
    }
  }

  private void leave(DecodedJob decoded) {
    buffers.give(decoded.picture().pixels());
    queue.leave(decoded.priority());
  }

  private void infer(InferenceModel model, BatchInput input, List<DecodedJob> batch) {
    ByteBuffer pixels =
        input.of(batch.stream().map(decoded -> decoded.picture().pixels()).toList());
    long start = System.nanoTime();
    List<InferenceResult> results =
        model.infer(pixels, batch.size(), batch.getFirst().picture().size());
    long end = System.nanoTime();
    for (int i = 0; i < batch.size(); i++) {
      complete(batch.get(i), results.get(i), start, end);
    }
  }

  /** One picture whose numbers overflow is its own fault: a model that always does never starts. */
  private void complete(DecodedJob decoded, InferenceResult result, long start, long end) {
    if (!result.isUnit()) {
      decoded
          .job()
          .result()
          .completeExceptionally(
              new CiderException(
                  ErrorCode.VECTOR_INVALID,
                  "The model's descriptor of this picture of %d x %d pixels is not finite or not normalised."
                      .formatted(decoded.picture().width(), decoded.picture().height())));
      return;
    }
    DecodedPicture picture = decoded.picture();
    StageTimes times =
        new StageTimes(
            decoded.decodeNanos() / 1_000,
            (start - decoded.decodedAt()) / 1_000,
            (end - start) / 1_000);
    decoded
        .job()
        .result()
        .complete(
            new Embedding(
                result.vector(),
                boxes(decoded, result),
                result.attention().map(map -> map.seenThrough(picture.view())),
                result.localFeatures(),
                picture.width(),
                picture.height(),
                times));
  }

  private static List<BoundingBox> boxes(DecodedJob decoded, InferenceResult result) {
    List<BoundingBox> boxes = inPicture(result.boxes(), decoded.picture().view());
    return decoded
        .job()
        .region()
        .map(region -> boxes.stream().map(box -> box.within(region)).toList())
        .orElse(boxes);
  }

  /** Returns the boxes of an input in what it shows, without their parts on padding. */
  private static List<BoundingBox> inPicture(List<BoundingBox> boxes, BoundingBox view) {
    if (view.equals(DecodedPicture.WHOLE)) {
      return boxes;
    }
    return boxes.stream()
        .map(box -> box.within(view))
        .map(
            box ->
                new BoundingBox(
                    Math.max(0, box.x1()),
                    Math.max(0, box.y1()),
                    Math.min(1, box.x2()),
                    Math.min(1, box.y2()),
                    box.score()))
        .filter(box -> box.x1() < box.x2() && box.y1() < box.y2())
        .toList();
  }
}
