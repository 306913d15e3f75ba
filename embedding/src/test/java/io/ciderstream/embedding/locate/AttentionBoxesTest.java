package io.ciderstream.embedding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a drawn map '.' is 0, 'o' is half and '#' is 1. */
class AttentionBoxesTest {
  private final AttentionBoxes boxes = AttentionBoxes.STANDARD;

  @Test
  void shouldSurroundWhatIsHigh() {
    List<BoundingBox> found = boxes.of(map("........", ".o####..", ".o##.#..", "........"));

    assertThat(found).hasSize(1);
    BoundingBox box = found.getFirst();
    assertThat(new float[] {box.x1(), box.y1(), box.x2(), box.y2()})
        .containsExactly(2 / 8f, 1 / 4f, 6 / 8f, 3 / 4f);
    assertThat(box.score()).isCloseTo(7 / 8f, within(1e-6f));
  }

  @Test
  void shouldJoinCellsThatTouchAtACorner() {
    assertThat(boxes.of(map("#...", ".#..", "..#.", "...#")))
        .singleElement()
        .extracting(BoundingBox::x1, BoundingBox::y1, BoundingBox::x2, BoundingBox::y2)
        .containsExactly(0f, 0f, 1f, 1f);
  }

  @Test
  void shouldPutTheLargestFirstAndLeaveSpecksOut() {
    List<BoundingBox> found = boxes.of(map("##..###", "#...###", ".......", "##.....", "......#"));

    assertThat(found).extracting(BoundingBox::x1).containsExactly(4 / 7f, 0f);
  }

  @Test
  void shouldKeepASpeckThatIsAllThereIs() {
    assertThat(boxes.of(map("....", "..#.", "....")))
        .singleElement()
        .isEqualTo(new BoundingBox(2 / 4f, 1 / 3f, 3 / 4f, 2 / 3f, 1));
  }

  @Test
  void shouldFindNothingInAFlatMap() {
    assertThat(boxes.of(map("....", "...."))).isEmpty();
    assertThat(new AttentionBoxes(0.001).of(map("....", "...."))).isEmpty();
  }

  @Test
  void shouldReachBothEdgesOfAFullMap() {
    assertThat(boxes.of(map("###", "###"))).containsExactly(new BoundingBox(0, 0, 1, 1, 1));
  }

  @Test
  void shouldNotDrownAReplyInBoxes() {
    String row = "###.".repeat(20);
    String gap = "....".repeat(20);

    assertThat(boxes.of(map(row, gap, row, gap))).hasSize(8);
  }

  @Test
  void shouldObeyTheThreshold() {
    assertThat(new AttentionBoxes(0.5).of(map("oo.", "#.."))).hasSize(1);
    assertThat(new AttentionBoxes(0.5).of(map("oo.", "#..")).getFirst().x2()).isEqualTo(2 / 3f);
    assertThat(new AttentionBoxes(0.51).of(map("oo.", "#..")).getFirst().x2()).isEqualTo(1 / 3f);
    assertThatThrownBy(() -> new AttentionBoxes(0)).hasMessageContaining("0.0 is not within");
  }

  private static AttentionMap map(String... rows) {
    int width = rows[0].length();
    byte[] values = new byte[rows.length * width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (rows[i / width].charAt(i % width)) {
            case '#' -> (byte) 255;
            case 'o' -> (byte) 128;
            default -> 0;
          };
    }
    return new AttentionMap(rows.length, width, values);
  }
}
