package io.ciderstream.streams.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksEmbeddingStoreTest {
  private static final String MODEL = "model";
  private static final long BYTES = 64 << 20;
  private static final long SMALL = 4 << 20;

  @TempDir Path folder;

  private EmbeddingStore open() {
    return open(BYTES, MODEL, true);
  }

  private EmbeddingStore open(long bytes, String fingerprint, boolean localFeatures) {
    return RocksEmbeddingStore.open(new ReuseOptions(folder, bytes, localFeatures), fingerprint);
  }

  private static void fill(EmbeddingStore store, int from, int to) {
    for (int i = from; i < to; i++) {
      store.keep(TestEmbeddings.sha256(i), TestEmbeddings.full(i));
    }
  }

  private static void assertHas(EmbeddingStore store, int picture) {
    TestEmbeddings.assertKept(
        store.find(TestEmbeddings.sha256(picture)).orElseThrow(), TestEmbeddings.full(picture));
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("0"))) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  @Test
  void shouldFindWhatItKeptAlsoAfterARestart() {
    try (EmbeddingStore store = open()) {
      fill(store, 0, 100);
      assertHas(store, 7);
      assertThat(store.find(TestEmbeddings.sha256(100))).isEmpty();
      assertThat(store.size().embeddings()).isEqualTo(100);
      assertThat(store.size().bytes()).isGreaterThan(100 * 10_000);
    }
    try (EmbeddingStore store = open()) {
      for (int i = 0; i < 100; i++) {
        assertHas(store, i);
      }
    }
  }

  @Test
  void shouldFindNothingOnceWhatEmbedsHasChanged() {
    try (EmbeddingStore store = open()) {
      fill(store, 0, 1);
    }
    try (EmbeddingStore store = open(BYTES, "another model", true)) {
      assertThat(store.find(TestEmbeddings.sha256(0))).isEmpty();
    }
    try (EmbeddingStore store = open(BYTES, MODEL, false)) {
      assertThat(store.find(TestEmbeddings.sha256(0))).isEmpty();
      fill(store, 0, 1);
      TestEmbeddings.assertKept(
          store.find(TestEmbeddings.sha256(0)).orElseThrow(),
          TestEmbeddings.full(0).withoutLocalFeatures());
    }
    try (EmbeddingStore store = open()) {
      assertHas(store, 0);
    }
  }

  @Test
  void shouldStayWithinItsBytesAndKeepTheNewest() throws IOException {
    int count = 2_000; // 22 MB
    try (EmbeddingStore store = open(SMALL, MODEL, true)) {
      for (int i = 0; i < count; i++) {
        while (store.find(TestEmbeddings.sha256(i)).isEmpty()) {
          fill(store, i, i + 1); // again if the disk did not keep up
        }
      }
      assertHas(store, count - 1);
      assertThat(store.find(TestEmbeddings.sha256(0))).isEmpty();
      assertThat(store.size().bytes()).isLessThan(3 * SMALL);
      int found = 0;
      for (int i = 0; i < count; i++) {
        found += store.find(TestEmbeddings.sha256(i)).isPresent() ? 1 : 0;
      }
      assertThat(found).isBetween(100, 700);
    }
    long bytes = 0;
    for (Path file : files("")) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isLessThan(4 * SMALL);
  }

  @Test
  void shouldNotLetFilesPileUpOverShortRuns() throws IOException {
    for (int run = 0; run < 12; run++) {
      try (EmbeddingStore store = open()) {
        fill(store, run, run + 1);
      }
    }
    assertThat(files(".sst")).hasSizeLessThan(8);
    try (EmbeddingStore store = open()) {
      for (int i = 0; i < 12; i++) {
        assertHas(store, i);
      }
    }
  }

  @Test
  void shouldGiveASecondInstanceAFolderOfItsOwn() {
    try (EmbeddingStore first = open();
        EmbeddingStore second = open()) {
      fill(first, 0, 1);
      fill(second, 1, 2);
      assertHas(first, 0);
      assertHas(second, 1);
      assertThat(second.find(TestEmbeddings.sha256(0))).isEmpty();
      first.close();
      try (EmbeddingStore third = open()) {
        assertHas(third, 0);
        assertHas(second, 1);
      }
    }
  }

  @Test
  void shouldBeginAnewIfItsFilesAreDamaged() throws IOException {
    for (String damaged : List.of("CURRENT", "MANIFEST", ".sst")) {
      try (EmbeddingStore store = open()) {
        fill(store, 0, 10);
      }
      open().close(); // writes what was in the log to a file
      for (Path file : all(damaged)) {
        Files.write(file, new byte[] {1, 2, 3});
      }
      try (EmbeddingStore store = open()) {
        assertThat(store).isNotSameAs(EmbeddingStore.NONE);
        assertThat(store.find(TestEmbeddings.sha256(3))).isEmpty();
        fill(store, 3, 4);
        assertHas(store, 3);
      }
    }
  }

  private List<Path> all(String part) throws IOException {
    List<Path> found = files("").stream().filter(file -> file.toString().contains(part)).toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  @Test
  void shouldMissAndReplaceAnEmbeddingWhoseBytesAreDamaged() throws IOException {
    try (EmbeddingStore store = open()) {
      fill(store, 0, 10);
    }
    open().close();
    for (Path file : all(".sst")) {
      try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
        content.seek(10_000); // within the first blocks
        content.write(new byte[100_000 > content.length() ? 100 : 60_000]);
      }
    }
    try (EmbeddingStore store = open()) {
      int missed = 0;
      for (int i = 0; i < 10; i++) {
        if (store.find(TestEmbeddings.sha256(i)).isEmpty()) {
          missed++;
          fill(store, i, i + 1);
        }
        assertHas(store, i);
      }
      assertThat(missed).isPositive();
    }
  }

  @Test
  void shouldKeepNothingWhereItCannotWrite() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (EmbeddingStore store =
        RocksEmbeddingStore.open(new ReuseOptions(file, BYTES, true), MODEL)) {
      fill(store, 0, 1);
      assertThat(store.find(TestEmbeddings.sha256(0))).isEmpty();
    }
  }

  @Test
  void shouldBeHarmlessOnceClosedWhileOthersUseIt() throws Exception {
    EmbeddingStore store = open();
    CountDownLatch begun = new CountDownLatch(4);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        int from = 100 * thread;
        threads.submit(
            () -> {
              for (int i = from; i < from + 100; i++) {
                store.keep(TestEmbeddings.sha256(i), TestEmbeddings.bare());
                store.find(TestEmbeddings.sha256(i));
                store.size();
                begun.countDown();
              }
              return null;
            });
      }
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      store.close();
    }
    assertThat(store.find(TestEmbeddings.sha256(0))).isEmpty();
    assertThat(store.size()).isEqualTo(new EmbeddingStore.Size(0, 0));
    store.close();
  }
}
