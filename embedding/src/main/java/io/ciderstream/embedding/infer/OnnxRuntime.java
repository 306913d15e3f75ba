package io.ciderstream.embedding.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

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

  static OrtEnvironment environment() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime's telemetry cannot be turned off.", e);
    }
    return environment;
  }
}
