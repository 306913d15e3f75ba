package io.ciderstream.train.learn;

import io.ciderstream.train.learn.model.Learner;
import org.bytedeco.javacpp.PointerScope;

/**
 * Gives all processes of a group the parameters of the first, which fits layers in closed form
 * alone; what other machines compute could differ in the last bit.
 */
final class ParameterCopy {
  private ParameterCopy() {}

  /** Copies all parameters; none is trained afterwards. */
  static void fromFirst(Learner learner) {
    if (learner.group().size() > 1) {
      learner.parameters().train(name -> false); // also discards what was derived from them
      try (PointerScope scope = new PointerScope()) {
        learner.parameters().byName().values().forEach(learner.group()::copyFromFirst);
      }
    }
  }
}
