package io.ciderstream.train.int8;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.infer.OnnxRuntime;
import io.ciderstream.embedding.infer.WeightFormat;
import io.ciderstream.train.onnx.OnnxFile;
import java.nio.FloatBuffer;
import java.util.Map;

/** A session that shows any tensors of a model, optimised as a served one. */
final class TensorSession implements AutoCloseable {
  /** Receives the outputs of a picture. */
  interface Reader {
    /**
     * Reads one output.
     *
     * @param channels the size of the second axis
     */
    void read(String name, FloatBuffer values, int channels);
  }

  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OrtSession session;

  private TensorSession(byte[] model) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      // one thread, so that sums are in one order on every machine
      OnnxRuntime.setServing(options, 1, false, WeightFormat.INT8);
      session = environment.createSession(model, options);
    }
  }

  static TensorSession open(byte[] model) {
    try {
      return new TensorSession(model);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime rejects the model: " + e.getMessage(), e);
    }
  }

  void run(DecodedPicture picture, Reader reader) {
    long[] shape = {1, picture.size().height(), picture.size().width(), 3};
    try (OnnxTensor images =
            OnnxTensor.createTensor(
                environment, picture.pixels().duplicate().rewind(), shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(OnnxFile.IMAGES, images))) {
      result.forEach(
          output -> {
            OnnxTensor tensor = (OnnxTensor) output.getValue();
            int channels = (int) tensor.getInfo().getShape()[1];
            reader.read(output.getKey(), tensor.getFloatBuffer(), channels);
          });
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
