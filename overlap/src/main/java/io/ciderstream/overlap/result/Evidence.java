package io.ciderstream.overlap.result;

import io.ciderstream.overlap.folder.AuditedPair;
import java.util.List;

/**
 * Why a class is excluded: a pair that shows the same.
 *
 * @param pair the pair
 * @param inspectors who said "same"; empty if the rule decided
 */
public record Evidence(AuditedPair pair, List<String> inspectors) {
  public Evidence {
    inspectors = List.copyOf(inspectors);
  }
}
