package io.ciderstream.embedding.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/**
 * ONNX Runtime without its telemetry, which collects usage events in the home folder. The launcher
 * and the container also set {@code ORT_DISABLE_TELEMETRY}, as some events come before this call.
 */
public final class OnnxRuntime {
  private OnnxRuntime() {}

  /** Returns the version of the library. */
  public static String version() {
    return environment().getVersion();
  }

  /** Returns the environment that every session is created in. */
  public static OrtEnvironment environment() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime's telemetry cannot be turned off.", e);
    }
    return environment;
  }

  /**
   * Sets the options of a session for serving.
   *
   * @param threads that share the work of the session, when it is on the CPU
   * @param spin whether its threads may wait by spinning: quick, but at the cost of other threads
   * @param weights what the session computes with
   */
  public static void setServing(
      SessionOptions options, int threads, boolean spin, WeightFormat weights) throws OrtException {
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    // sizes vary; with CUDA, patterns of threads that hop over a session leak device memory
    options.setMemoryPatternOptimization(false);
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", spin ? "1" : "0");
    if (weights == WeightFormat.INT8 && int8Overflows()) {
      options.addConfigEntry("session.x64quantprecision", "1");
    }
  }

  /** Without VNNI, sums of products of 8-bit numbers overflow their 16 bits on x86. */
  private static boolean int8Overflows() {
    return Processor.ofThisMachine().int8Instructions().isEmpty();
  }
}
