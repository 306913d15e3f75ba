package io.ciderstream.trials.faults;

import io.ciderstream.trials.faults.load.LoadMix;
import io.ciderstream.trials.faults.system.TrialLayout;
import java.util.Optional;

/**
 * One row of the fault table.
 *
 * @param name on the command line
 * @param fault what is done to the system
 * @param promise the number of the promise in the contract that it tries, and in short what it says
 * @param layout of the system
 * @param mix of the load meanwhile
 * @param replyTopic that the queries name, if they name one
 * @param action does it, and returns when the system could be whole again
 */
public record FaultTrial(
    String name,
    String fault,
    String promise,
    TrialLayout layout,
    LoadMix mix,
    Optional<String> replyTopic,
    Action action) {

  /** Injects the fault. */
  public interface Action {
    /** Injects the fault and ends it; the load goes on meanwhile. */
    void run(FaultContext context) throws InterruptedException;
  }

  /** Returns a trial on the plain system under the usual load. */
  public static FaultTrial of(String name, String fault, String promise, Action action) {
    return new FaultTrial(
        name, fault, promise, TrialLayout.PLAIN, LoadMix.USUAL, Optional.empty(), action);
  }

  /** Returns the same on another system. */
  public FaultTrial on(TrialLayout other) {
    return new FaultTrial(name, fault, promise, other, mix, replyTopic, action);
  }

  /** Returns the same under another load. */
  public FaultTrial under(LoadMix other) {
    return new FaultTrial(name, fault, promise, layout, other, replyTopic, action);
  }

  /** Returns the same with queries that name a reply topic. */
  public FaultTrial replyingTo(String topic) {
    return new FaultTrial(name, fault, promise, layout, mix, Optional.of(topic), action);
  }
}
