package io.ciderstream.train;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** ONNX Runtime on one thread with every graph optimisation, as the model is served. */
public final class OnnxRunner implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public OnnxRunner(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
    }
  }

  public OrtSession session() {
    return session;
  }

  public SequencedMap<String, float[]> run(byte[] images, int count, int height, int width)
      throws OrtException {
    ByteBuffer direct = ByteBuffer.allocateDirect(images.length).order(ByteOrder.nativeOrder());
    direct.put(images).flip();
    long[] shape = {count, height, width, 3};
    SequencedMap<String, float[]> outputs = new LinkedHashMap<>();
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, direct, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", input))) {
      result.forEach(
          output -> {
            FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            outputs.put(output.getKey(), values);
          });
    }
    return outputs;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
