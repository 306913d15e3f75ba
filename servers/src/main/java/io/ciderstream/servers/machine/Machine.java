package io.ciderstream.servers.machine;

import java.util.List;
import java.util.Optional;

/** The machine that the checks inspect. */
public interface Machine {
  /** Returns what a program printed; empty if it is missing, failed, or timed out. */
  Optional<String> output(List<String> command);

  /** Returns the major version of the running Java. */
  int javaVersion();

  /** Returns the free bytes where the launcher keeps its files. */
  long freeBytes();

  /** Returns whether a process listens on that port of the loopback interface. */
  boolean listens(int port);

  /** Returns whether a web server answers there, with any status. */
  boolean answers(String url);

  /** Returns the content of the user's Maven settings; empty if there are none. */
  String mavenSettings();
}
