package io.ciderstream.train.distributed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Adds up tensors between processes in buckets, since an exchange of many small tensors costs a
 * round trip for each.
 */
public final class BucketedSum {
  /** Numbers of a bucket: 25 MB, as PyTorch's DistributedDataParallel has it. */
  private static final long BUCKET = 25_000_000 / Float.BYTES;

  private BucketedSum() {}

  /** Replaces the gradients of parameters by their sums over all processes. */
  public static void gradients(ProcessGroup group, Collection<Tensor> parameters) {
    if (group.size() > 1) {
      List<Tensor> gradients = new ArrayList<>();
      for (Tensor parameter : parameters) {
        Tensor gradient = parameter.grad();
        if (gradient.defined()) {
          gradients.add(gradient);
        }
      }
      tensors(group, gradients);
    }
  }

  /** Replaces tensors, float32, by their sums over all processes. Call without gradients. */
  public static void tensors(ProcessGroup group, List<Tensor> tensors) {
    int first = 0;
    long numbers = 0;
    for (int i = 0; i < tensors.size(); i++) {
      numbers += tensors.get(i).numel();
      if (numbers >= BUCKET || i == tensors.size() - 1) {
        bucket(group, tensors.subList(first, i + 1));
        first = i + 1;
        numbers = 0;
      }
    }
  }

  private static void bucket(ProcessGroup group, List<Tensor> tensors) {
    try (PointerScope scope = new PointerScope()) {
      TensorVector flat = new TensorVector();
      tensors.forEach(tensor -> flat.push_back(tensor.flatten()));
      Tensor bucket = torch.cat(flat, 0);
      group.sum(bucket);
      long at = 0;
      for (Tensor tensor : tensors) {
        tensor.copy_(bucket.narrow(0, at, tensor.numel()).view(tensor.sizes()));
        at += tensor.numel();
      }
    }
  }
}
