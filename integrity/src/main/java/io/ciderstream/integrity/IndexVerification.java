package io.ciderstream.integrity;

import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.integrity.run.Findings;
import io.ciderstream.integrity.run.IntegrityOptions;
import io.ciderstream.integrity.run.IntegrityRun;
import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.integrity.run.VerifiedSystem;
import io.ciderstream.integrity.run.WaitClock;
import io.ciderstream.schemas.FolderDeletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says whether an index is equal to its log, up to the ends that the log has when it begins. The
 * stream runs meanwhile. {@code docs/design/verification.md} says how, and what is compared.
 */
public final class IndexVerification {
  private IndexVerification() {}

  /**
   * Compares the index with the log.
   *
   * @return the counts, which add up, and the first ids that differ
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE, REGISTRY_UNAVAILABLE,
   *     INDEX_UNAVAILABLE, TOPIC_MISMATCH
   */
  public static VerificationResult run(
      VerifiedSystem system, IntegrityOptions options, VerificationProgress progress) {
    return find(system, options, progress, WaitClock.SYSTEM).result();
  }

  /**
   * Compares the index with the log, for a repair.
   *
   * @throws io.ciderstream.schemas.CiderException as {@link #run}
   */
  public static Findings find(
      VerifiedSystem system,
      IntegrityOptions options,
      VerificationProgress progress,
      WaitClock clock) {
    try {
      Path folder = Files.createTempDirectory(options.folder(), "cider-verify");
      try {
        return new IntegrityRun(system, options, progress, clock).run(folder);
      } finally {
        FolderDeletion.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
