package io.ciderstream.schemas;

import java.util.concurrent.ThreadFactory;

/** Creates threads that do not keep the process alive. */
public final class DaemonThread {
  private DaemonThread() {}

  /** Returns a factory of threads of this name. */
  public static ThreadFactory factory(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Starts a thread of this name. */
  public static Thread start(String name, Runnable work) {
    Thread thread = factory(name).newThread(work);
    thread.start();
    return thread;
  }
}
