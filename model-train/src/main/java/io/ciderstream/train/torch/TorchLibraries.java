package io.ciderstream.train.torch;

import io.ciderstream.embedding.natives.NativeLibraries;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The native libraries of this module. */
public final class TorchLibraries {
  private TorchLibraries() {}

  /** Loads them; to be called before the first use of a class of libtorch or OpenBLAS. */
  public static void load() {
    NativeLibraries.load(openblas_nolapack.class, torch.class);
  }
}
