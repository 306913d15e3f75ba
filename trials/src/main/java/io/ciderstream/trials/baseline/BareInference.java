package io.ciderstream.trials.baseline;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Measures how many decoded pictures a second ONNX Runtime embeds when nothing else is done. */
public final class BareInference {
  private final OnnxModelFile models;
  private final Cuda cuda;
  private final List<DecodedPicture> pictures;

  /**
   * Creates a bare inference.
   *
   * @param pictures to embed, one after the other
   */
  public BareInference(OnnxModelFile models, Cuda cuda, List<DecodedPicture> pictures) {
    this.models = models;
    this.cuda = cuda;
    this.pictures = List.copyOf(pictures);
  }

  /**
   * Runs one session whose threads share the work of each batch, with ONNX Runtime's own defaults.
   *
   * @param threads of the session
   * @param batch pictures of one size a call
   * @return pictures a second
   */
  public double oneSession(int threads, int batch) {
    try (OnnxModel model = models.openByDefault(cuda, threads)) {
      List<DecodedPicture> sorted = new ArrayList<>(pictures);
      sorted.sort(Comparator.comparing(picture -> picture.size().toString()));
      describe(model, sorted.subList(0, Math.min(2 * batch, sorted.size())), batch);
      long start = System.nanoTime();
      describe(model, sorted, batch);
      return rate(start);
    }
  }

  /**
   * Runs several sessions of one thread each, side by side, one picture a call.
   *
   * @return pictures a second
   */
  public double sessions(int count) {
    List<OnnxModel> open = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      for (int i = 0; i < count; i++) {
        open.add(models.open(cuda, 1, false));
        describe(open.get(i), pictures.subList(0, Math.min(2, pictures.size())), 1);
      }
      long start = System.nanoTime();
      List<CompletableFuture<Void>> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        OnnxModel model = open.get(i);
        List<DecodedPicture> part =
            pictures.subList(pictures.size() * i / count, pictures.size() * (i + 1) / count);
        parts.add(CompletableFuture.runAsync(() -> describe(model, part, 1), threads));
      }
      parts.forEach(CompletableFuture::join);
      return rate(start);
    } finally {
      open.forEach(OnnxModel::close);
    }
  }

  private double rate(long start) {
    return pictures.size() * 1e9 / (System.nanoTime() - start);
  }

  private static void describe(OnnxModel model, List<DecodedPicture> sorted, int batch) {
    for (int from = 0; from < sorted.size(); ) {
      SizeGroups.Size size = sorted.get(from).size();
      int to = from;
      while (to < sorted.size() && to - from < batch && sorted.get(to).size().equals(size)) {
        to++;
      }
      ByteBuffer input = sorted.get(from).pixels().duplicate().rewind();
      if (to - from > 1) {
        input = ByteBuffer.allocateDirect(size.bytes() * (to - from));
        for (DecodedPicture picture : sorted.subList(from, to)) {
          input.put(picture.pixels().duplicate().rewind());
        }
        input.rewind();
      }
      model.infer(input, to - from, size);
      from = to;
    }
  }
}
