package io.ciderstream.train.distributed;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Puts the rows together that the processes of a group have by their {@link Share}. */
public final class GatheredRows {
  private GatheredRows() {}

  /**
   * Returns all rows, in each process.
   *
   * @param own rows of this process, without gradients
   * @param total number of rows of all processes
   */
  public static Tensor of(ProcessGroup group, Tensor own, int total) {
    if (group.size() == 1) {
      return own;
    }
    Tensor padded = padded(own, Math.ceilDiv(total, group.size()));
    Tensor all = group.gather(padded);
    TensorVector parts = new TensorVector();
    for (int rank = 0; rank < group.size(); rank++) {
      int count = new Share(rank, group.size()).count(total);
      parts.push_back(all.narrow(0, rank * padded.size(0), count));
    }
    return torch.cat(parts, 0);
  }

  /** Gloo gathers tensors of one shape. */
  private static Tensor padded(Tensor own, long rows) {
    if (own.size(0) == rows) {
      return own.contiguous();
    }
    TensorVector parts = new TensorVector(own);
    while (parts.size() <= rows - own.size(0)) {
      parts.push_back(torch.zeros_like(own.narrow(0, 0, 1)));
    }
    return torch.cat(parts, 0);
  }
}
