package io.ciderstream.train.torch;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * For each value that a network computes, the operation that reads it last. Values and operations
 * are numbered from 0 in the order of the computation. Found by following shapes through the
 * network.
 */
final class LastUses {
  private static final int OUTPUT = Integer.MAX_VALUE;
  private static final Shape IMAGES = Shape.of(1, 64, 64, 3);

  private final ShapeOps shapes = new ShapeOps();
  private final List<Integer> byValue = new ArrayList<>();
  private int operations;

  private LastUses() {}

  static LastUses of(NeuralNetwork network) {
    LastUses uses = new LastUses();
    network
        .outputs(uses.noting(), new Value(-1, IMAGES))
        .values()
        .forEach(output -> uses.byValue.set(output.number, OUTPUT));
    return uses;
  }

  /** The number of the operation that reads a value last; never if it is an output. */
  int of(int value) {
    return byValue.get(value);
  }

  /** A value of the computation; the images have number -1. */
  private record Value(int number, Shape shape) {}

  @SuppressWarnings("unchecked")
  private Ops<Value> noting() {
    return (Ops<Value>)
        Proxy.newProxyInstance(
            LastUses.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> note(method, arguments));
  }

  private Object note(Method method, Object[] arguments) throws Throwable {
    Object[] ofShapes = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      ofShapes[i] = used(arguments[i]);
    }
    try {
      Object result = method.invoke(shapes, ofShapes);
      return result instanceof Collection<?> several
          ? several.stream().map(this::made).toList()
          : made(result);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      operations++;
    }
  }

  private Object used(Object argument) {
    return switch (argument) {
      case Value value -> {
        if (value.number >= 0) {
          byValue.set(value.number, operations);
        }
        yield value.shape;
      }
      case Collection<?> several -> several.stream().map(this::used).toList();
      default -> argument;
    };
  }

  private Value made(Object shape) {
    byValue.add(operations);
    return new Value(byValue.size() - 1, (Shape) shape);
  }
}
