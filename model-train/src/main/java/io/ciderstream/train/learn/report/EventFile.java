package io.ciderstream.train.learn.report;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

/**
 * Figures of a run as TensorBoard reads them. Each message is a TFRecord: its length (8 bytes,
 * little-endian), masked CRC-32C of that, the message, masked CRC-32C of that. One thread.
 */
public final class EventFile implements AutoCloseable {
  private static final String NAME = "events.out.tfevents.";
  private static final String VERSION = "brain.Event:2";
  private static final int FRAME = Long.BYTES + 2 * Integer.BYTES;
  private static final int MASK = 0xa282ead8;

  private final Path file;
  private final InstantSource clock;
  private final OutputStream out;

  /** Begins a file in a folder, and deletes those of the run before it was resumed. */
  public EventFile(Path folder, InstantSource clock) {
    this.clock = clock;
    this.file = folder.resolve("%s%d.cider".formatted(NAME, clock.millis() / 1000));
    try {
      Files.createDirectories(folder);
      deleteOlder(folder);
      this.out = Files.newOutputStream(file);
    } catch (IOException e) {
      throw failed(e);
    }
    write(event().setFileVersion(VERSION).build());
  }

  private static void deleteOlder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path old : files.filter(f -> f.getFileName().toString().startsWith(NAME)).toList()) {
        Files.delete(old);
      }
    }
  }

  /**
   * Adds a figure.
   *
   * @param tag its name; those with the same part before a slash are shown together
   * @param step counted over all stages
   */
  public void add(String tag, long step, double value) {
    Summary.Value scalar =
        Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value).build();
    write(event().setStep(step).setSummary(Summary.newBuilder().addValue(scalar)).build());
  }

  private Event.Builder event() {
    return Event.newBuilder().setWallTime(clock.millis() / 1e3);
  }

  private void write(MessageLite message) {
    byte[] data = message.toByteArray();
    ByteBuffer record = ByteBuffer.allocate(FRAME + data.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length).putInt(masked(record.array(), Long.BYTES));
    record.put(data).putInt(masked(data, data.length));
    try {
      out.write(record.array());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static int masked(byte[] data, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("writing " + file, e);
  }
}
