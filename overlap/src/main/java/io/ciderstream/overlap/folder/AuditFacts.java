package io.ciderstream.overlap.folder;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an audit is about; {@code audit.json} in its folder.
 *
 * @param kind of the training set
 * @param training where the training set is
 * @param root folder of the training pictures
 * @param pictures labelled training pictures
 * @param classes how many classes they have
 * @param unlabelled training pictures without a class, which the audit leaves out
 * @param evaluation name of the evaluation set
 * @param queries evaluation pictures
 * @param model the model's name and hash
 * @param candidates how candidates are chosen
 * @param trainingList SHA-256 over the list of the training pictures; null if it is not known, as
 *     in a folder of an earlier version
 * @param evaluationList SHA-256 over the evaluation pictures, likewise
 */
public record AuditFacts(
    String kind,
    String training,
    String root,
    int pictures,
    int classes,
    int unlabelled,
    String evaluation,
    int queries,
    String model,
    String candidates,
    String trainingList,
    String evaluationList) {
  private static final int DIGITS = 12;

  /**
   * Returns what must be the same for an audit to continue, by its name; how candidates are chosen
   * may change.
   */
  Map<String, String> identity() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("training set", kind + " " + training);
    all.put("evaluation set", "%s of %d pictures".formatted(evaluation, queries));
    all.put("model", model);
    all.put("list of training pictures", brief(trainingList));
    all.put("list of evaluation pictures", brief(evaluationList));
    return all;
  }

  private static String brief(String digest) {
    return digest == null ? null : "hash " + digest.substring(0, DIGITS);
  }
}
