package io.ciderstream.trials.faults.system;

import io.ciderstream.trials.sink.MilvusKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a system consists of.
 *
 * @param milvus the server
 * @param brokers how many brokers share the topics
 * @param brokerSettings further settings of each broker
 * @param roleSettings further settings of each role, as {@code name=value}
 * @param smallDisks parts whose folder is a file system of its own, with its size in MB
 * @param topics further topics
 */
public record TrialLayout(
    MilvusKind milvus,
    int brokers,
    Map<String, String> brokerSettings,
    List<String> roleSettings,
    Map<DiskUser, Integer> smallDisks,
    List<String> topics) {
  /** One broker, Milvus Lite, and one instance of each role. */
  public static final TrialLayout PLAIN =
      new TrialLayout(MilvusKind.LITE, 1, Map.of(), List.of(), Map.of(), List.of());

  /** The parts of a system that write to a disk. */
  public enum DiskUser {
    /** The broker. */
    BROKER("kafka-0"),
    /** The embedder, whose state folder also keeps embeddings. */
    EMBEDDER("process-0"),
    /** Milvus. */
    MILVUS("milvus");

    private final String folder;

    DiskUser(String folder) {
      this.folder = folder;
    }

    /** Returns its folder in that of the system. */
    public Path in(Path system) {
      return system.resolve(folder);
    }
  }

  /** Copies the collections. */
  public TrialLayout {
    brokerSettings = Map.copyOf(brokerSettings);
    roleSettings = List.copyOf(roleSettings);
    smallDisks = Map.copyOf(smallDisks);
    topics = List.copyOf(topics);
  }

  /** Returns the same with the genuine Milvus 2.3.5. */
  public TrialLayout withGenuineMilvus() {
    return new TrialLayout(
        MilvusKind.STANDALONE, brokers, brokerSettings, roleSettings, smallDisks, topics);
  }

  /** Returns the same with so many brokers. */
  public TrialLayout withBrokers(int count) {
    return new TrialLayout(milvus, count, brokerSettings, roleSettings, smallDisks, topics);
  }

  /** Returns the same with one more setting of each broker. */
  public TrialLayout withBrokerSetting(String name, String value) {
    Map<String, String> more = new HashMap<>(brokerSettings);
    more.put(name, value);
    return new TrialLayout(milvus, brokers, more, roleSettings, smallDisks, topics);
  }

  /** Returns the same with other settings of the roles. */
  public TrialLayout withRoleSettings(String... settings) {
    return new TrialLayout(milvus, brokers, brokerSettings, List.of(settings), smallDisks, topics);
  }

  /** Returns the same with a part on a small disk. */
  public TrialLayout withSmallDisk(DiskUser user, int megabytes) {
    Map<DiskUser, Integer> more = new HashMap<>(smallDisks);
    more.put(user, megabytes);
    return new TrialLayout(milvus, brokers, brokerSettings, roleSettings, more, topics);
  }

  /** Returns the same with one more topic. */
  public TrialLayout withTopic(String name) {
    List<String> more = new ArrayList<>(topics);
    more.add(name);
    return new TrialLayout(milvus, brokers, brokerSettings, roleSettings, smallDisks, more);
  }
}
