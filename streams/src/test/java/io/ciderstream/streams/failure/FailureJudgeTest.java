package io.ciderstream.streams.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.FakeImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FailureJudgeTest {
  private final AtomicBoolean works = new AtomicBoolean(true);
  private final List<Optional<CiderException>> asked = new ArrayList<>();
  private final FailureJudge judge =
      new FailureJudge(
          3,
          failure -> {
            asked.add(failure);
            return works::get;
          });

  @Test
  void shouldEndAtOnceWhatIsTheInputsFault() throws InterruptedException {
    CiderException input = new CiderException(ErrorCode.PICTURE_CORRUPT, "");
    assertThat(judge.begin().judge(input)).contains(input);
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldCallAFailureTheRecordsOwnOnceItsTriesAreUsedUpAndAControlWorks()
      throws InterruptedException {
    FailureJudge.Tries tries = judge.begin();
    Throwable failure = new OutOfMemoryError("Java heap space");
    assertThat(tries.judge(failure)).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(tries.judge(failure)).isEmpty();
    CiderException own = tries.judge(failure).orElseThrow();
    assertThat(own.code()).isEqualTo(ErrorCode.UNEXPECTED);
    assertThat(own.detail()).contains("failed 3 times").contains("Java heap space");
    assertThat(own.getCause()).isSameAs(failure);
    assertThat(asked).containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void shouldWaitInAnOutageHoweverLongItTakes() throws InterruptedException {
    works.set(false);
    FailureJudge.Tries tries = judge.begin();
    CiderException down = new CiderException(ErrorCode.URI_UNAVAILABLE, "down");
    for (int i = 0; i < 1000; i++) {
      assertThat(tries.judge(down)).isEmpty();
    }
    works.set(true);
    assertThat(tries.judge(down)).as("the outage may just have ended").isEmpty();
    works.set(false);
    assertThat(tries.judge(down)).as("and begun again").isEmpty();
    works.set(true);
    assertThat(tries.judge(down)).isEmpty();
    CiderException own = tries.judge(down).orElseThrow();
    assertThat(own.code()).isEqualTo(ErrorCode.UNEXPECTED);
    assertThat(own.detail()).contains("URI_UNAVAILABLE: down");
    assertThat(asked.getLast()).contains(down);
  }

  @Test
  void shouldTryOnceForAllThatAskWithinAWhile() throws InterruptedException {
    AtomicInteger tried = new AtomicInteger();
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    Control control =
        new SharedControl(() -> tried.incrementAndGet() > 1, Duration.ofNanos(10), now::get);
    assertThat(control.works()).isFalse();
    now.addAndGet(10);
    assertThat(control.works()).isFalse();
    now.addAndGet(1);
    assertThat(control.works()).isTrue();
    assertThat(tried).hasValue(2);
  }

  @Test
  void shouldEmbedAPictureThatEveryDecoderReads() throws Exception {
    List<byte[]> embedded = new ArrayList<>();
    AtomicBoolean fails = new AtomicBoolean();
    FakeImageEmbedder embedder =
        new FakeImageEmbedder(
            new FakeImageEmbedder().model(),
            content -> {
              embedded.add(content);
              return fails.get()
                  ? Optional.of(new IllegalStateException("broken"))
                  : Optional.empty();
            });
    Control control = new EmbeddingControl(embedder, Priority.INGEST, Duration.ofSeconds(30));
    assertThat(control.works()).isTrue();
    assertThat(ImageIO.read(new ByteArrayInputStream(embedded.getFirst())).getWidth())
        .isEqualTo(64);
    fails.set(true);
    assertThat(control.works()).isFalse();
  }
}
