package io.ciderstream.train.learn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.util.Event;

class EventFileTest {
  @TempDir Path folder;

  @Test
  void shouldWriteRecordsThatTensorBoardReads() throws IOException {
    try (EventFile file = new EventFile(folder, at(1_700_000_000))) {
      file.add("train/loss", 1, 9);
    }
    try (EventFile file = new EventFile(folder, at(1_700_000_100))) {
      file.add("train/loss", 1, 3.5);
      file.add("evaluation/all mAP", 2, 81.25);
    }

    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    assertThat(files).hasSize(1);
    List<Event> events = read(files.getFirst());
    assertThat(events).hasSize(3);
    assertThat(events.getFirst().getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getWallTime()).isEqualTo(1_700_000_100.0);
    assertThat(events.get(1).getStep()).isEqualTo(1);
    assertThat(events.get(1).getSummary().getValue(0).getTag()).isEqualTo("train/loss");
    assertThat(events.get(2).getSummary().getValue(0).getSimpleValue()).isEqualTo(81.25f);
  }

  @Test
  void shouldBeginAsFilesOfTensorFlowDo() throws IOException {
    new EventFile(folder, at(1)).close();
    byte[] content = Files.readAllBytes(folder.resolve("events.out.tfevents.1.cider"));
    assertThat(HexFormat.of().formatHex(content, 0, 12)).isEqualTo("1800000000000000a37f4b22");
  }

  private static InstantSource at(long seconds) {
    return InstantSource.fixed(Instant.ofEpochSecond(seconds));
  }

  private static List<Event> read(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        int length = (int) Long.reverseBytes(in.readLong());
        in.readInt();
        events.add(Event.parseFrom(in.readNBytes(length)));
        in.readInt();
      }
    }
    return events;
  }
}
