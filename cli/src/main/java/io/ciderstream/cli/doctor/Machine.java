package io.ciderstream.cli.doctor;

import java.util.List;
import java.util.Optional;

/** The machine as the checks see it. */
public interface Machine {
  /** What a program printed; empty if it is not there, failed, or took longer than some seconds. */
  Optional<String> output(List<String> command);

  /** Major version of the Java that runs this. */
  int javaVersion();

  /** Bytes that may still be written where the launcher keeps its files. */
  long freeBytes();

  /** True if something listens on that port of the loopback interface. */
  boolean listens(int port);

  /** True if a web server answers there, whatever it says. */
  boolean answers(String url);

  /** Content of the user's Maven settings; empty if there are none. */
  String mavenSettings();
}
