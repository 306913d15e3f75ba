package io.ciderstream.embedding;

import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.InferenceModel;
import io.ciderstream.embedding.infer.InferenceResult;
import io.ciderstream.embedding.infer.ModelInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Embeds each picture from its first byte; waits for permits and records its batches. */
final class FakeInferenceModel implements InferenceModel {
  static final SizeGroups.Size SIZE = new SizeGroups.Size(2, 2);
  static final byte FAILING = 99;
  static final byte NAN = 98;

  final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  final Semaphore permits;
  volatile boolean closed;

  FakeInferenceModel(int permits) {
    this.permits = new Semaphore(permits);
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo("fake", "0123456789ab", 2);
  }

  @Override
  public InputFit fit() {
    return InputFit.ofOpenCv(new SizeGroups(List.of(SIZE), List.of()));
  }

  @Override
  public List<InferenceResult> infer(ByteBuffer pixels, int count, SizeGroups.Size size) {
    List<Integer> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add((int) pixels.get(pixels.position() + i * size.bytes()));
    }
    batches.add(batch);
    permits.acquireUninterruptibly();
    if (batch.contains((int) FAILING)) {
      throw new IllegalStateException("the network fails");
    }
    return batch.stream()
        .map(first -> first == NAN ? Float.NaN : first / 100f)
        .map(x -> new float[] {x, (float) Math.sqrt(1 - x * x)})
        .map(InferenceResult::new)
        .toList();
  }

  @Override
  public void close() {
    closed = true;
  }
}
