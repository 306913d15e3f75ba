package io.ciderstream.trials.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureEncoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Bounds the heap that the steps of the hot path allocate for each picture: unlike times, it does
 * not depend on what else the machine does, and an additional copy of a picture exceeds the bounds.
 */
class AllocationGuardTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int REPEATS = 50;
  private static final SizeGroups.Size LARGE = new SizeGroups.Size(1024, 768);
  private static final SizeGroups.Size INPUT = new SizeGroups.Size(320, 320);

  @Test
  void shouldDecodeWithoutACopyOfThePictureOnTheHeap() {
    PixelBuffers buffers = new PixelBuffers();
    PictureDecoder decoder =
        new PictureDecoder(
            new SizeGroups(List.of(INPUT), List.of()),
            buffers,
            new PictureLimits(20 << 20, 100_000_000));
    byte[] jpeg =
        PictureEncoder.encode(
            new DecodedPicture(LARGE, noise(LARGE), LARGE.width(), LARGE.height()), ".jpg");
    long bytes = allocated(() -> buffers.give(decoder.decode(jpeg, Optional.empty()).pixels()));
    assertThat(bytes).as("of a JPEG of %d bytes", jpeg.length).isLessThan(16_384);
  }

  @Test
  void shouldInferWithoutACopyOfThePixelsOnTheHeap() throws Exception {
    Path file = Path.of(AllocationGuardTest.class.getResource("/tiny.onnx").toURI());
    try (OnnxModel model = new OnnxModelFile(file).open(Cuda.OFF, 1, false)) {
      SizeGroups.Size size = model.fit().sizes().examples().getFirst();
      ByteBuffer pixels = noise(size);
      long bytes = allocated(() -> model.infer(pixels.duplicate().rewind(), 1, size));
      assertThat(bytes).as("for %d bytes of pixels", size.bytes()).isLessThan(16_384);
    }
  }

  /** Returns the bytes that this thread allocates at a time once everything is loaded. */
  private static long allocated(Runnable step) {
    for (int i = 0; i < REPEATS; i++) {
      step.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REPEATS; i++) {
      step.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / REPEATS;
  }

  private static ByteBuffer noise(SizeGroups.Size size) {
    byte[] noise = new byte[size.bytes()];
    new SplittableRandom(1).nextBytes(noise);
    return ByteBuffer.allocateDirect(size.bytes()).put(noise).rewind();
  }
}
