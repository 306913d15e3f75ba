package io.ciderstream.train.learn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.Survey;
import io.ciderstream.evaluation.data.TrainingImage;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.load.RandomCrop;
import io.ciderstream.train.load.Resized;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final int COUNT = 50;
  private static final SizeGroups SIZES = SizeGroups.parse("96x64,64x64,64x96", "0.77,1.33");

  /** Every fifth unlabelled, seven labels, three size groups. */
  private static final DataSet SET =
      new DataSet(
          IntStream.range(0, 7).mapToObj(String::valueOf).toList(),
          IntStream.range(0, COUNT)
              .mapToObj(i -> new TrainingImage(Path.of(""), i + ".jpg", i % 5 == 0 ? -1 : i % 7))
              .toList());

  private static final Survey SURVEY = survey();

  @Test
  void shouldShowEveryLabelledPictureOnceAnEpochInBatchesOfOneGroup() {
    GroupBatches batches = groupBatches(1);

    for (int epoch = 0; epoch < 2; epoch++) {
      Set<Integer> seen = new HashSet<>();
      for (long step = 0; step < batches.batchesPerEpoch(); step++) {
        BatchPlan sheet = batches.plan(epoch * batches.batchesPerEpoch() + step);
        assertThat(sheet.images()).hasSize(4);
        for (PlannedImage shot : sheet.images()) {
          seen.add(shot.picture());
          assertThat(SET.label(shot.picture())).isNotNegative();
          assertThat(SIZES.sizes().get(SURVEY.groups()[shot.picture()])).isEqualTo(sheet.size());
        }
      }
      assertThat(seen).hasSize(40);
    }
  }

  @Test
  void shouldPlanAStepAloneAsInARow() {
    GroupBatches row = groupBatches(1);
    List<BatchPlan> inARow = new ArrayList<>();
    for (long step = 0; step < 30; step++) {
      inARow.add(row.plan(step));
    }

    assertThat(groupBatches(1).plan(25).images()).isEqualTo(inARow.get(25).images());
    assertThat(groupBatches(2).plan(25).images()).isNotEqualTo(inARow.get(25).images());
    assertThat(inARow.subList(0, 12)).doesNotHaveDuplicates();
  }

  @Test
  void shouldShowTwoViewsOfEachPictureWithLabelsInCompany() {
    ViewBatches batches = viewBatches();

    BatchPlan sheet = batches.views(3);

    int n = sheet.images().size() / 2;
    assertThat(n).isEqualTo(5 * 2 + 6);
    Set<Integer> labels = new HashSet<>();
    for (int i = 0; i < n; i++) {
      PlannedImage one = sheet.images().get(i);
      PlannedImage other = sheet.images().get(i + n);
      assertThat(other.picture()).isEqualTo(one.picture());
      assertThat(other.seed()).isNotEqualTo(one.seed());
      labels.add(SET.label(one.picture()));
    }
    assertThat(labels).hasSize(6).contains(-1);
    assertThat(sheet.images().stream().map(PlannedImage::picture).distinct()).hasSize(n);
    assertThat(viewBatches().views(3).images()).isEqualTo(sheet.images());
    assertThat(batches.views(4).images()).isNotEqualTo(sheet.images());
  }

  @Test
  void shouldDrawCleanPicturesOfOneGroupAgainWhereThereAreFew() {
    BatchPlan sheet = viewBatches().clean(0);

    assertThat(sheet.images()).hasSize(20);
    assertThat(sheet.images())
        .allSatisfy(
            shot -> {
              assertThat(SET.label(shot.picture())).isNotNegative();
              assertThat(SIZES.sizes().get(SURVEY.groups()[shot.picture()]))
                  .isEqualTo(((RandomCrop) sheet.augmentation()).whole());
            });
    Size whole = ((RandomCrop) sheet.augmentation()).whole();
    assertThat(sheet.size().width()).isBetween(whole.width() / 2 - 8, whole.width());
    assertThat(sheet.size().height()).isBetween(whole.height() / 2 - 8, whole.height());
  }

  @Test
  void shouldLeaveOutSmallGroupsUnlessAllAreSmall() {
    List<Size> sizes = List.of(new Size(32, 32), new Size(64, 32));
    ImageGroups groups =
        new ImageGroups(sizes, List.of(new ImageIndices(1, 2, 3), new ImageIndices(4)));

    assertThat(groups.withAtLeast(2).pools()).extracting(ImageIndices::size).containsExactly(3, 0);
    assertThat(groups.withAtLeast(4)).isEqualTo(groups);
  }

  private static GroupBatches groupBatches(long seed) {
    return new GroupBatches(
        ImageGroups.of(SURVEY, SIZES, i -> SET.label(i) >= 0), new Resized(), 4, seed);
  }

  private static ViewBatches viewBatches() {
    ViewBatches.Mix mix = new ViewBatches.Mix(5, 2, 6, 64, 20, 0.5);
    return new ViewBatches(
        SET, ImageGroups.of(SURVEY, SIZES, i -> SET.label(i) >= 0), mix, new Resized(), 1);
  }

  private static Survey survey() {
    byte[] groups = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      groups[i] = (byte) (i % 3);
    }
    return new Survey(groups);
  }
}
