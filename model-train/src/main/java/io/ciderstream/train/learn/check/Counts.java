package io.ciderstream.train.learn.check;

import io.ciderstream.train.learn.model.Pictures;

/**
 * What data have to learn from.
 *
 * @param pictures all that can be used
 * @param labelled those with a label
 * @param labels that have a picture
 * @param frames of the label with the most pictures
 */
record Counts(int pictures, int labelled, int labels, int frames) {
  static Counts of(Pictures pictures) {
    int[] frames = new int[pictures.set().labels().size()];
    int labelled = 0;
    for (int i = 0; i < pictures.set().size(); i++) {
      if (pictures.set().label(i) >= 0) {
        frames[pictures.set().label(i)]++;
        labelled++;
      }
    }
    int labels = 0;
    int most = 0;
    for (int each : frames) {
      labels += each > 0 ? 1 : 0;
      most = Math.max(most, each);
    }
    return new Counts(pictures.set().size(), labelled, labels, most);
  }

  int unlabelled() {
    return pictures - labelled;
  }
}
