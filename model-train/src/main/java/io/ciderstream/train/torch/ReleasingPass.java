package io.ciderstream.train.torch;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes a network and releases each value after its last use, instead of when the {@code
 * PointerScope} ends. Without gradients, the memory is that of the few values that are in use at a
 * time; with gradients, libtorch still keeps what it needs of them.
 */
public final class ReleasingPass {
  private final Ops<Tensor> ops;
  private final LastUses lastUses;
  private final Map<Tensor, Integer> numbers = new IdentityHashMap<>();
  private int operations;
  private int values;

  private ReleasingPass(Ops<Tensor> ops, LastUses lastUses) {
    this.ops = ops;
    this.lastUses = lastUses;
  }

  /**
   * Computes the outputs. The pictures are not released.
   *
   * @param ops computes in libtorch; may change a value in place and return it
   */
  public static SequencedMap<String, Tensor> outputs(
      NeuralNetwork network, Ops<Tensor> ops, Tensor images) {
    ReleasingPass pass = new ReleasingPass(ops, LastUses.of(network));
    return network.outputs(pass.releasing(), images);
  }

  @SuppressWarnings("unchecked")
  private Ops<Tensor> releasing() {
    return (Ops<Tensor>)
        Proxy.newProxyInstance(
            ReleasingPass.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> compute(method, arguments));
  }

  private Object compute(Method method, Object[] arguments) throws Throwable {
    Object result;
    try {
      result = method.invoke(ops, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    List<Tensor> made = tensors(result);
    // an operation in place returns the tensor that it was given, which is a further value then
    made.forEach(tensor -> numbers.put(tensor, values++));
    for (Object argument : arguments) {
      for (Tensor tensor : tensors(argument)) {
        if (isDone(tensor)) {
          numbers.remove(tensor);
          tensor.close();
        }
      }
    }
    operations++;
    return result;
  }

  private boolean isDone(Tensor tensor) {
    Integer number = numbers.get(tensor);
    return number != null && lastUses.of(number) <= operations;
  }

  private static List<Tensor> tensors(Object value) {
    return switch (value) {
      case Tensor tensor -> List.of(tensor);
      case Collection<?> several ->
          several.stream().filter(Tensor.class::isInstance).map(Tensor.class::cast).toList();
      case null, default -> List.of();
    };
  }
}
