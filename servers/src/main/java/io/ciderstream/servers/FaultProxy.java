package io.ciderstream.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A proxy that injects network faults between a server and its clients. Safe for use by several
 * threads.
 */
public final class FaultProxy implements Server {
  private static final int BUFFER = 64 << 10;
  private static final Fault NONE = new Fault.None();

  private final int target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService pumps = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Fault fault = NONE;
  private ServerSocket listener;
  private boolean closed;

  private FaultProxy(int target) {
    this.target = target;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    accept(listener);
  }

  /**
   * Starts a proxy on any free port of the loopback interface.
   *
   * @param target the server's port on the same interface
   */
  public static FaultProxy before(int target) {
    return new FaultProxy(target);
  }

  /** Returns the port that the server listens on. */
  public int port() {
    return port;
  }

  /** Returns a URI for Milvus clients. */
  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Applies a fault to every connection, old and new. */
  public void set(Fault next) {
    lock.lock();
    try {
      boolean wasClosed = fault instanceof Fault.Refuse;
      fault = next;
      changed.signalAll();
      if (next instanceof Fault.Refuse) {
        close(listener);
        cut();
      } else if (wasClosed && !closed) {
        listener = listen(port);
        accept(listener);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the fault. */
  public void heal() {
    set(NONE);
  }

  /** Resets every open connection once; new connections are not affected. */
  public void cut() {
    // first all of them: a pump closes the other side as soon as one is closed
    open.forEach(FaultProxy::resetOnClose);
    open.forEach(FaultProxy::close);
    open.clear();
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("The fault proxy cannot listen on port " + port + ".", e);
    }
  }

  private void accept(ServerSocket socket) {
    pumps.submit(
        () -> {
          while (!socket.isClosed()) {
            try {
              connect(socket.accept());
            } catch (IOException e) {
              // closed, or the server is down: the client sees its connection end
            }
          }
        });
  }

  private void connect(Socket client) throws IOException {
    open.add(client);
    Socket server = new Socket();
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException e) {
      close(server);
      reset(client);
      open.remove(client);
      throw e;
    }
    open.add(server);
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    pumps.submit(() -> pump(client, server, false));
    pumps.submit(() -> pump(server, client, true));
  }

  private void pump(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hold(answers);
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // one side ended: the other is closed with it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  /** Waits until the fault lets the bytes pass. */
  private void hold(boolean answers) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (fault instanceof Fault.BlackHole && !closed) {
        changed.await();
      }
      if (answers && fault instanceof Fault.Delay(var time)) {
        long left = time.toNanos();
        while (left > 0 && fault instanceof Fault.Delay && !closed) {
          left = changed.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static void reset(Socket socket) {
    resetOnClose(socket);
    close(socket);
  }

  private static void resetOnClose(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // it is closed already
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("a socket of the fault proxy cannot be closed", e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      close(listener);
      cut();
    } finally {
      lock.unlock();
    }
    pumps.shutdownNow();
  }
}
