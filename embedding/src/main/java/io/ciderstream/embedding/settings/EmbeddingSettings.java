package io.ciderstream.embedding.settings;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import java.util.List;

/** The settings of how pictures are decoded and embedded. */
public final class EmbeddingSettings {
  public static final Setting<String> MODEL_FILE =
      Setting.text(
              "model.file",
              "$CIDER_HOME/models/cider-lite0.onnx",
              SettingCheck.nonEmpty(),
              "The ONNX model; the default one comes with the program. A file of another origin has"
                  + " its description next to it, in a file of the same name that ends with .yaml.")
          .withRemedyFor(
              ErrorCode.MODEL_MISSING,
              ErrorCode.MODEL_INVALID,
              ErrorCode.MODEL_UNDESCRIBED,
              ErrorCode.MODEL_DESCRIPTION_INVALID,
              ErrorCode.MODEL_MISMATCH);

  public static final Setting<String> LOCALISER_FILE =
      Setting.text(
          "model.localiser",
          "",
          SettingCheck.none(),
          "The ONNX model that locates the subject for the second pass; empty is model.file. Used"
              + " only if model.passes is 2.");

  public static final Setting<String> WEIGHTS =
      Setting.text(
              "model.weights",
              "auto",
              SettingCheck.oneOf("auto", "fp32", "int8"),
              "Which weights run: fp32, those of model.file; int8, those of the file next to it whose"
                  + " name ends with -int8.onnx; auto, int8 if that file is there and the processor"
                  + " has VNNI or the ARM dot product, else fp32. Descriptors of both are"
                  + " comparable. On a CUDA device and with two passes, auto is fp32.")
          .withRemedyFor(ErrorCode.MODEL_MISSING, ErrorCode.MODEL_INVALID);

  public static final Setting<Integer> PASSES =
      Setting.number(
          "model.passes",
          1,
          1,
          2,
          "How often the network sees a picture. 2 locates the subject first and embeds the largest"
              + " box in a second pass, for comparison; such descriptors need their own index.");

  public static final Setting<String> CUDA =
      Setting.text(
              "embedding.cuda",
              "off",
              SettingCheck.oneOf("off", "if-present", "required"),
              "Whether the network runs on a CUDA device; the other values need a build with -Pgpu.")
          .withRemedyFor(ErrorCode.CUDA_UNAVAILABLE);

  public static final Setting<Integer> SESSIONS =
      Setting.number(
          "embedding.sessions",
          0,
          0,
          256,
          "Inference sessions of one thread each; 0 is one per core on the CPU and one on a CUDA"
              + " device.");

  public static final Setting<Integer> THREADS_PER_SESSION =
      Setting.number(
          "embedding.threads.per.session",
          1,
          1,
          256,
          "Threads that share one session's work on the CPU.");

  public static final Setting<Integer> DECODE_THREADS =
      Setting.number(
          "embedding.decode.threads", 0, 0, 256, "Threads that decode; 0 is one per core.");

  public static final Setting<Integer> BATCH_SIZE =
      Setting.number(
          "embedding.batch.size",
          0,
          0,
          1024,
          "Pictures that close a micro-batch; 0 is 1 on the CPU, where batches gain nothing, and 32"
              + " on a CUDA device.");

  public static final Setting<Long> BATCH_AGE =
      Setting.big(
          "embedding.batch.age.ms",
          5,
          0,
          10_000,
          "How long a micro-batch waits for more pictures.");

  public static final Setting<Long> MAX_BYTES =
      Setting.big(
              "embedding.max.bytes",
              20L << 20,
              1,
              512L << 20,
              "Largest encoded picture; a larger one is rejected with VALUE_TOO_LARGE.")
          .withRemedyFor(ErrorCode.VALUE_TOO_LARGE);

  public static final Setting<Long> MAX_PIXELS =
      Setting.big(
              "embedding.max.pixels",
              100_000_000,
              1,
              1L << 30,
              "Largest picture, width times height; a larger one is rejected from its header with"
                  + " PICTURE_TOO_LARGE.")
          .withRemedyFor(ErrorCode.PICTURE_TOO_LARGE);

  public static final Setting<Long> DECODE_TIMEOUT =
      Setting.big(
              "embedding.decode.timeout.ms",
              10_000,
              1,
              600_000,
              "Longest processor time to decode one picture; then it is rejected with"
                  + " DECODE_TIMEOUT.")
          .withRemedyFor(ErrorCode.DECODE_TIMEOUT);

  public static final Setting<Long> DECODE_MEMORY =
      Setting.big(
          "embedding.decode.memory.bytes",
          1L << 30,
          1L << 20,
          1L << 40,
          "Most native memory for decodes at a time, estimated from headers; others wait. One"
              + " picture to ingest and one of a query may exceed it. 100 megapixels take 300 MB,"
              + " as progressive JPEG up to 900 MB.");

  /**
   * All but {@link #MODEL_FILE} and {@link #LOCALISER_FILE}, which are paths, in the order of the
   * documentation.
   */
  public static final List<Setting<?>> ALL =
      List.of(
          WEIGHTS,
          PASSES,
          CUDA,
          SESSIONS,
          THREADS_PER_SESSION,
          DECODE_THREADS,
          BATCH_SIZE,
          BATCH_AGE,
          MAX_BYTES,
          MAX_PIXELS,
          DECODE_TIMEOUT,
          DECODE_MEMORY);

  private EmbeddingSettings() {}
}
