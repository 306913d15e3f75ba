package io.ciderstream.train.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.learn.loss.Tensors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlooGroupTest {
  @TempDir Path folder;

  @Test
  void shouldAddUpAndCompareAndCopy() {
    List<float[]> found =
        LocalGroup.run(
            3,
            folder.resolve("store"),
            group -> {
              try (PointerScope scope = new PointerScope()) {
                Tensor sum = Tensor.create(new float[] {group.rank(), 1}, 2);
                group.sum(sum);
                Tensor most = Tensor.create(new float[] {group.rank(), -group.rank()}, 2);
                group.max(most);
                Tensor first = Tensor.create(new float[] {group.rank() + 7}, 1);
                group.copyFromFirst(first);
                group.await();
                return new float[] {
                  Tensors.floats(sum)[0],
                  Tensors.floats(sum)[1],
                  Tensors.floats(most)[0],
                  Tensors.floats(most)[1],
                  Tensors.floats(first)[0]
                };
              }
            });

    assertThat(found).hasSize(3).allSatisfy(one -> assertThat(one).containsExactly(3, 3, 2, 0, 7));
  }

  @Test
  void shouldAddUpATensorThatHasGapsInMemory() {
    List<float[]> found =
        LocalGroup.run(
            2,
            folder.resolve("store"),
            group -> {
              try (PointerScope scope = new PointerScope()) {
                Tensor columns = Tensor.create(new float[] {1, 2, 3, 4}, 2, 2).t();
                group.sum(columns);
                return Tensors.floats(columns);
              }
            });

    assertThat(found).allSatisfy(one -> assertThat(one).containsExactly(2, 6, 4, 8));
  }

  @Test
  void shouldGatherUnequalShares() {
    List<float[]> found =
        LocalGroup.run(
            3,
            folder.resolve("store"),
            group -> {
              try (PointerScope scope = new PointerScope()) {
                int from = group.share().from(5);
                float[] own = new float[group.share().count(5)];
                for (int i = 0; i < own.length; i++) {
                  own[i] = from + i;
                }
                return Tensors.floats(GatheredRows.of(group, Tensor.create(own, own.length, 1), 5));
              }
            });

    assertThat(found).allSatisfy(one -> assertThat(one).containsExactly(0, 1, 2, 3, 4));
  }

  @Test
  void shouldSayThatAnotherProcessHasEnded() {
    List<String> found =
        LocalGroup.run(
            2,
            folder.resolve("store"),
            group -> {
              group.await(); // one that ends sooner closes connections that the other still makes
              if (!group.first()) {
                return "ended";
              }
              try {
                group.await(); // the other one never does
                return "met";
              } catch (CiderException e) {
                return e.getMessage();
              }
            });

    assertThat(found.getFirst()).contains("Process 0 of 2 lost another process of the training");
    assertThat(found.getLast()).isEqualTo("ended");
  }

  @Test
  void shouldNotWaitForeverForOthers() {
    GlooGroup.Options options =
        new GlooGroup.Options(
            0, 2, folder.resolve("store"), Optional.of("127.0.0.1"), Duration.ofSeconds(1));

    assertThatThrownBy(() -> new GlooGroup(options))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("did not reach the other 1 processes")
        .hasMessageContaining("store");
  }
}
