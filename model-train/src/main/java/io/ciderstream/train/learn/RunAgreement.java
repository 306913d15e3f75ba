package io.ciderstream.train.learn;

import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.run.SurveyFile;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Compares what the processes of a group are about to learn from, which must be the same. */
final class RunAgreement {
  private RunAgreement() {}

  /**
   * Checks that all processes have the same configuration, state and pictures.
   *
   * @param config every effective key, as text
   * @param from where this process resumes
   * @throws CiderException SETTING_INVALID in each process, naming what differs
   */
  static void check(ProcessGroup group, String config, String from, DataSet pictures) {
    if (group.size() > 1) {
      check(group, "configuration", checksum(config));
      check(group, "newest checkpoint", checksum(from));
      check(group, "list of usable pictures", SurveyFile.checksum(pictures));
    }
  }

  private static void check(ProcessGroup group, String what, long checksum) {
    try (PointerScope scope = new PointerScope()) {
      long[] found = Tensors.longs(group.gather(Tensor.create(new long[] {checksum}, 1)));
      for (int rank = 1; rank < group.size(); rank++) {
        if (found[rank] != found[0]) {
          throw new CiderException(
              ErrorCode.SETTING_INVALID,
              "Process %d has another %s than process 0; start all with the same --config, --set, --data and --run, on files that all of them see."
                  .formatted(rank, what));
        }
      }
    }
  }

  private static long checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
