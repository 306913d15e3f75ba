package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.TestEmbedder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ServingTest {
  private final TestEmbedder model = new TestEmbedder(2, 0);
  private final Serving other =
      new Serving(null, model.model(), false, null, null, null, Optional.empty());

  private ThrowingCallable answering(Optional<String> of, float... vector) {
    Question question =
        new Question(
            List.of(new Question.Subject.Vector(vector, of)),
            Question.Combination.MEAN,
            new Question.Page(0, 1),
            0,
            Question.Selection.ALL,
            List.of(),
            Optional.empty());
    Limits limits = Limits.startingNow(Clock.systemUTC(), Duration.ofSeconds(1));
    return () -> other.answer(question, limits, new Stopwatch());
  }

  private static void assertRefused(ThrowingCallable answering, String message) {
    assertThatThrownBy(answering)
        .isInstanceOfSatisfying(
            CiderException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.code())
                    .isEqualTo(ErrorCode.VECTOR_INVALID))
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseVectorsOfAnotherModel() {
    assertRefused(answering(Optional.of("ffff"), 1, 0), "the model ffff");
    assertRefused(answering(Optional.empty(), 1, 0), "no vector_model");
    assertRefused(
        answering(Optional.of(model.model().hash()), 1, 0, 0), "3 numbers, where the model has 2");
  }
}
