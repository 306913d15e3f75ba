package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.integrity.result.Difference;
import io.ciderstream.integrity.result.DifferenceCounts;
import io.ciderstream.integrity.result.DifferenceKind;
import io.ciderstream.integrity.result.FixedPosition;
import io.ciderstream.integrity.result.IdCounts;
import io.ciderstream.integrity.result.ImageCounts;
import io.ciderstream.integrity.result.ImageEnds;
import io.ciderstream.integrity.result.SampleBound;
import io.ciderstream.integrity.result.VerificationCost;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.schemas.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerifyTextTest {
  private static final VerificationResult RESULT =
      new VerificationResult(
          "images__0123456789ab",
          FixedPosition.of(Map.of(0, 3L), Map.of(0, 10L), Map.of(0, 8L)),
          new ImageCounts(
              7,
              1,
              0,
              new ImageEnds(3, 1, 0, new TreeMap<>(Map.of("PICTURE_CORRUPT", 1L)), 0, 1, 0)),
          new IdCounts(
              5, 3, 0, 0, 0, 0, new DifferenceCounts(Map.of(DifferenceKind.VECTOR, 1L), 1)),
          List.of(
              new Difference(
                  "shop/1.jpg",
                  DifferenceKind.VECTOR,
                  new RecordPosition(0, 4),
                  new RecordPosition(0, 4),
                  0.5)),
          SampleBound.of(0.01, 5, 2),
          new VerificationCost(20, 5, 100, 1_500));

  @Test
  void shouldShowWhatWasFound() {
    assertThat(VerifyText.of(RESULT, null).lines().map(String::strip))
        .contains(
            "images__0123456789ab up to images {0=10}, descriptors {0=8}",
            "images is kept from {0=3}",
            "offsets of images              7",
            "dead-lettered PICTURE_CORRUPT  1",
            "shop/1.jpg: the row has another vector (log 0:4, row 0:4), cosine 0.500000",
            "and 1 more",
            "sample of 1%: with 95% confidence at most 406 of about 500 ids differ",
            "the index differs from the log");
  }

  @Test
  void shouldBeJsonToo() {
    assertThat(Json.of(RESULT))
        .contains("\"withoutRecord\" : 1", "\"VECTOR\" : 1", "\"partition\" : 0");
  }
}
