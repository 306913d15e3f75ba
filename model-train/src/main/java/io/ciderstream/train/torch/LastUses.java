package io.ciderstream.train.torch;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds for each value that a network computes the operation that reads it last. Values and
 * operations are numbered from 0 in the order of the computation. Found once for each network, by
 * following numbered values through it. Any thread.
 */
final class LastUses {
  private static final Map<NeuralNetwork, LastUses> BY_NETWORK = new ConcurrentHashMap<>();
  private static final int OUTPUT = Integer.MAX_VALUE;

  private final List<Integer> byValue = new ArrayList<>();
  private int operations;

  private LastUses(NeuralNetwork network) {
    network
        .outputs(recording(), new Value(-1))
        .values()
        .forEach(output -> byValue.set(output.number, OUTPUT));
  }

  static LastUses of(NeuralNetwork network) {
    return BY_NETWORK.computeIfAbsent(network, LastUses::new);
  }

  /** Returns the number of the operation that reads a value last; never if it is an output. */
  int of(int value) {
    return byValue.get(value);
  }

  /** A value of the computation; the pictures have number -1. */
  private record Value(int number) {}

  @SuppressWarnings("unchecked")
  private Ops<Value> recording() {
    return (Ops<Value>)
        Proxy.newProxyInstance(
            LastUses.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> record(method, arguments));
  }

  private Object record(Method method, Object[] arguments) {
    List.of(arguments).forEach(this::use);
    Object made =
        method.getReturnType() == List.class // as many as were given
            ? ((List<?>) arguments[0]).stream().map(value -> make()).toList()
            : make();
    operations++;
    return made;
  }

  private void use(Object argument) {
    switch (argument) {
      case Value value when value.number >= 0 -> byValue.set(value.number, operations);
      case Collection<?> several -> several.forEach(this::use);
      default -> {}
    }
  }

  private Value make() {
    byValue.add(operations);
    return new Value(byValue.size() - 1);
  }
}
