package io.ciderstream.train.distributed;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.torch.TorchLibraries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.AllreduceOptions;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.ReduceOp;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch_gloo;
import org.bytedeco.pytorch.gloo.Device;

/**
 * Processes that exchange tensors by Gloo, in the memory of the host: tensors of a device are
 * copied there and back.
 */
public final class GlooGroup implements ProcessGroup {
  /** The longest that one process works alone, such as the first one while it evaluates. */
  private static final Duration LONGEST_WORK = Duration.ofHours(24);

  private static final Pattern SOURCE = Pattern.compile("^\\[[^\\]]*\\] *");

  static {
    TorchLibraries.load();
    torch_gloo.MakeString(""); // loads its library
  }

  /**
   * How the processes find each other.
   *
   * @param rank of this process, from 0
   * @param size how many processes there are
   * @param store a file that all of them can write, which does not exist before
   * @param address name or address of this machine that the others reach; empty to ask the system
   * @param patience how long to wait for the others
   */
  public record Options(
      int rank, int size, Path store, Optional<String> address, Duration patience) {}

  private final int rank;
  private final int size;
  private final FileStore store;
  private final ProcessGroupGloo gloo;

  /**
   * Waits for the other processes.
   *
   * @throws CiderException TRAINING_PROCESS_LOST if they do not come
   */
  public GlooGroup(Options options) {
    this.rank = options.rank();
    this.size = options.size();
    try (PointerScope scope = new PointerScope()) {
      store = new FileStore(options.store().toString(), size);
      store.retainReference();
      store.setTimeout(milliseconds(options.patience()));
      gloo = connect(options);
      gloo.retainReference();
      gloo.setTimeout(milliseconds(LONGEST_WORK));
    }
  }

  private ProcessGroupGloo connect(Options options) {
    Device device =
        options
            .address()
            .map(address -> ProcessGroupGloo.createDeviceForHostname(address))
            .orElseGet(ProcessGroupGloo::createDefaultDevice);
    ProcessGroupGloo.Options gloo =
        ProcessGroupGloo.Options.create(milliseconds(options.patience()));
    gloo.devices(new GlooDeviceVector(device)).threads(2);
    try {
      return new ProcessGroupGloo(store, rank, size, gloo);
    } catch (RuntimeException e) {
      throw new CiderException(
          ErrorCode.TRAINING_PROCESS_LOST,
          "Process %d did not reach the other %d processes of the training through the file %s (timeout %d s; %s). If an earlier start used that file, give another one or delete it."
              .formatted(
                  rank, size - 1, options.store(), options.patience().toSeconds(), reason(e)),
          e);
    }
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void sum(Tensor tensor) {
    reduce(tensor, ReduceOp.RedOpType.SUM);
  }

  @Override
  public void max(Tensor tensor) {
    reduce(tensor, ReduceOp.RedOpType.MAX);
  }

  private void reduce(Tensor tensor, ReduceOp.RedOpType operation) {
    inHost(
        tensor,
        host -> {
          AllreduceOptions options = new AllreduceOptions().reduceOp(new ReduceOp(operation));
          complete(() -> gloo.allreduce(new TensorVector(host), options));
        });
  }

  @Override
  public void copyFromFirst(Tensor tensor) {
    inHost(tensor, host -> complete(() -> gloo.broadcast(new TensorVector(host))));
  }

  @Override
  public Tensor gather(Tensor rows) {
    Tensor own = rows.detach().cpu().contiguous();
    long[] shape = new long[(int) own.dim()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = own.size(axis);
    }
    shape[0] *= size;
    Tensor all = own.new_empty(shape);
    complete(() -> gloo._allgather_base(all, own));
    return all.to(rows.device(), rows.scalar_type());
  }

  /**
   * The first process leaves first: another one that ends next would close a connection on which
   * the barrier still waits.
   */
  @Override
  public boolean agree(boolean said) {
    try (PointerScope scope = new PointerScope()) {
      complete(gloo::barrier);
      Tensor flag = Tensor.create(new float[] {said ? 1 : 0}, 1);
      copyFromFirst(flag);
      return flag.item_float() > 0;
    }
  }

  @Override
  public void await() {
    agree(true);
  }

  private interface HostWork {
    void on(Tensor host);
  }

  /** Gloo reads the memory of the host, in which a tensor must lie without gaps. */
  private static void inHost(Tensor tensor, HostWork work) {
    if (tensor.is_cpu() && tensor.is_contiguous()) {
      work.on(tensor.detach());
    } else {
      Tensor host = tensor.detach().cpu().contiguous();
      work.on(host);
      tensor.detach().copy_(host);
    }
  }

  private void complete(Supplier<Work> exchange) {
    try {
      exchange.get()._wait();
    } catch (RuntimeException e) {
      throw new CiderException(
          ErrorCode.TRAINING_PROCESS_LOST,
          "Process %d of %d lost another process of the training (%s)."
              .formatted(rank, size, reason(e)),
          e);
    }
  }

  /** Returns what a native message says between its place in the source and a trace. */
  private static String reason(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .map(line -> SOURCE.matcher(line).replaceFirst(""))
        .orElse("no reason given");
  }

  private static Milliseconds milliseconds(Duration duration) {
    return new Milliseconds(duration.toMillis());
  }

  @Override
  public void close() {
    gloo.releaseReference();
    store.releaseReference();
  }
}
