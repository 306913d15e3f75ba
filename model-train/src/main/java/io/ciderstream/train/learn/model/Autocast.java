package io.ciderstream.train.learn.model;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;

/** Mixed precision on CUDA, as libtorch chooses it operation by operation. */
final class Autocast {
  private Autocast() {}

  static <T> T bfloat16(Supplier<T> work) {
    torch.DeviceType cuda = torch.DeviceType.CUDA;
    torch.set_autocast_dtype(cuda, torch.ScalarType.BFloat16);
    torch.set_autocast_enabled(cuda, true);
    torch.increment_nesting();
    try {
      return work.get();
    } finally {
      if (torch.decrement_nesting() == 0) {
        torch.clear_cache();
      }
      torch.set_autocast_enabled(cuda, false);
    }
  }
}
