package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private static final int READ_TIMEOUT_MS = 10_000;
  private static final int SHORT_MS = 100;

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = FaultProxy.before(echo.getLocalPort());
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = echo.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
        socket.getOutputStream().write(b);
      }
    } catch (IOException e) {
      // cut, as asked for
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  private Socket client() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(READ_TIMEOUT_MS);
    return socket;
  }

  private static int ask(Socket socket, int question) throws IOException {
    socket.getOutputStream().write(question);
    return socket.getInputStream().read();
  }

  @Test
  void shouldPassWhatIsSent() throws IOException {
    try (Socket client = client()) {
      assertThat(ask(client, 7)).isEqualTo(7);
    }
  }

  @Test
  void shouldCutAndThenServeNewConnections() throws IOException {
    try (Socket client = client()) {
      ask(client, 1);
      proxy.cut();
      assertThatThrownBy(() -> ask(client, 2)).isInstanceOf(SocketException.class);
    }
    try (Socket client = client()) {
      assertThat(ask(client, 3)).isEqualTo(3);
    }
  }

  @Test
  void shouldRefuseUntilItHeals() throws IOException {
    proxy.set(new Fault.Refuse());
    assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
    proxy.heal();
    try (Socket client = client()) {
      assertThat(ask(client, 4)).isEqualTo(4);
    }
  }

  @Test
  void shouldHoldBackEverythingInABlackHoleAndDeliverItLate() throws IOException {
    proxy.set(new Fault.BlackHole());
    try (Socket client = client()) {
      client.setSoTimeout(SHORT_MS);
      assertThatThrownBy(() -> ask(client, 5)).isInstanceOf(SocketTimeoutException.class);
      proxy.heal();
      client.setSoTimeout(READ_TIMEOUT_MS);
      assertThat(client.getInputStream().read()).isEqualTo(5);
    }
  }

  @Test
  void shouldDelayAnswers() throws IOException {
    proxy.set(new Fault.Delay(Duration.ofMinutes(1)));
    try (Socket client = client()) {
      client.setSoTimeout(SHORT_MS);
      assertThatThrownBy(() -> ask(client, 6)).isInstanceOf(SocketTimeoutException.class);
      proxy.heal();
      client.setSoTimeout(READ_TIMEOUT_MS);
      assertThat(client.getInputStream().read()).isEqualTo(6);
    }
  }
}
