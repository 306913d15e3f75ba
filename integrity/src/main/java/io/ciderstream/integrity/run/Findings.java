package io.ciderstream.integrity.run;

import io.ciderstream.integrity.compare.IdJudge;
import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.log.RecordEntries;
import io.ciderstream.integrity.result.VerificationResult;
import java.util.List;

/**
 * What a verification found, with what a repair needs of it.
 *
 * @param result the result
 * @param differing the ids that differ, without the unconfirmed ones
 * @param follower reads on from where the verification ended
 * @param judge compares an id
 * @param entries makes entries of records
 */
public record Findings(
    VerificationResult result,
    List<Suspect> differing,
    SuspectFollower follower,
    IdJudge judge,
    RecordEntries entries) {
  /** Copies the list. */
  public Findings {
    differing = List.copyOf(differing);
  }
}
