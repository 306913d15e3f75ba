package io.ciderstream.train.learn.model;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.torch.ReleasingPass;
import io.ciderstream.train.torch.TorchMode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Captures the input of a convolution of a network. */
public final class ActivationCapture {
  private ActivationCapture() {}

  /**
   * Computes the network on pictures.
   *
   * @param convolution name of the convolution
   * @return its input, float32 [N,C,H,W]
   */
  @SuppressWarnings("unchecked")
  public static Tensor input(Learner learner, Tensor images, String convolution) {
    Ops<Tensor> ops = learner.parameters().ops(new TorchMode.Inference());
    AtomicReference<Tensor> seen = new AtomicReference<>();
    Ops<Tensor> watching =
        (Ops<Tensor>)
            Proxy.newProxyInstance(
                ActivationCapture.class.getClassLoader(),
                new Class<?>[] {Ops.class},
                (proxy, method, arguments) -> {
                  if (arguments.length == 2
                      && arguments[1] instanceof Convolution c
                      && c.name().equals(convolution)) {
                    // another handle, as this one is released after its last use
                    seen.set(((Tensor) arguments[0]).detach());
                  }
                  try {
                    return method.invoke(ops, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    ReleasingPass.outputs(learner.network(), watching, images);
    if (seen.get() == null) {
      throw new IllegalArgumentException("the network has no convolution " + convolution);
    }
    return seen.get().to(torch.ScalarType.Float);
  }

  /** Reshapes [N,C,H,W] to [N H W,C]. */
  public static Tensor cells(Tensor map) {
    long channels = map.size(1);
    return map.permute(0, 2, 3, 1).reshape(-1, channels);
  }
}
