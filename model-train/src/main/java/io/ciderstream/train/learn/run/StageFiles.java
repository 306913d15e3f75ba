package io.ciderstream.train.learn.run;

import io.ciderstream.train.CiderModel;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The files of a stage: the weights it started from and those of each of its members.
 *
 * @param stage counted from 0
 */
public record StageFiles(RunFolder folder, int stage) {
  /**
   * Weights at one moment.
   *
   * @param network of the network
   * @param own of the objective
   */
  public record Snapshot(Weights network, Weights own) {}

  /** Writes the start; own is what the objective of the stage before learned. */
  public void writeStart(CiderModel network, Weights own) {
    write("start", network, own);
  }

  /** Reads the start. */
  public Snapshot start() {
    return read("start");
  }

  /** Writes the weights of a finished member. */
  public void writeMember(int member, CiderModel network, Weights own) {
    write("member-" + member, network, own);
  }

  /** Reads the weights of the first members. */
  public List<Snapshot> members(int count) {
    return IntStream.range(0, count).mapToObj(member -> read("member-" + member)).toList();
  }

  /** Returns how many members are finished. */
  public int finishedMembers() {
    int finished = 0;
    while (Files.exists(file("member-" + finished))) {
      finished++;
    }
    return finished;
  }

  /** Writes the network last, as its file shows that both are there. */
  private void write(String name, CiderModel network, Weights own) {
    if (!folder.writes()) {
      return;
    }
    writeWeights(file(name + "-own"), own);
    network.save(file(name));
  }

  private Snapshot read(String name) {
    return new Snapshot(
        SafeTensors.read(file(name)).weights(), SafeTensors.read(file(name + "-own")).weights());
  }

  /**
   * Returns the file of the descriptors of pictures when the stage began.
   *
   * @param pictures checksum of their list
   */
  public Path descriptors(long pictures) {
    return folder.file("stage-%d-descriptors-%016x.rows".formatted(stage, pictures));
  }

  private Path file(String name) {
    return folder.file("stage-%d-%s.safetensors".formatted(stage, name));
  }

  static void writeWeights(Path file, Weights weights) {
    SafeTensors.write(file, new TensorFile(weights, new LinkedHashMap<>()));
  }
}
