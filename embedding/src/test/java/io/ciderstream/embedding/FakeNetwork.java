package io.ciderstream.embedding;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.Described;
import io.ciderstream.embedding.infer.Network;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Describes each picture by its first byte; waits for permits and keeps account of its batches. */
final class FakeNetwork implements Network {
  static final SizeGroups.Size SIZE = new SizeGroups.Size(2, 2);
  static final byte FAILING = 99;
  static final byte NAN = 98;

  final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  final Semaphore permits;
  volatile boolean closed;

  FakeNetwork(int permits) {
    this.permits = new Semaphore(permits);
  }

  @Override
  public ModelFacts facts() {
    return new ModelFacts("fake", "0123456789ab", 2);
  }

  @Override
  public SizeGroups groups() {
    return new SizeGroups(List.of(SIZE), List.of());
  }

  @Override
  public List<Described> describe(ByteBuffer pixels, int count, SizeGroups.Size size) {
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
        .map(Described::new)
        .toList();
  }

  @Override
  public void close() {
    closed = true;
  }
}
