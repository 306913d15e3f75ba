package io.ciderstream.train.learn.start;

import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.weights.BatchNormParameters;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Moves the scale of a backbone's batch normalisations into the convolutions before them, so that
 * every convolution learns at the rate it is given. What is computed stays the same: each
 * normalisation has mean 0, variance 1 and weight 1 then, and a bias.
 */
public final class BatchNormFolding {
  private BatchNormFolding() {}

  /** Returns the weights of the same network, folded. */
  public static Weights fold(NeuralNetwork network, Weights weights) {
    SequencedMap<String, Weight> folded = new LinkedHashMap<>(weights.byName());
    norms(network).forEach((name, norm) -> fold(name, norm, folded));
    return new Weights(folded);
  }

  /**
   * A normalisation right behind a convolution.
   *
   * @param convolution its name
   */
  private record Norm(String convolution, double epsilon) {}

  private static void fold(String name, Norm norm, Map<String, Weight> weights) {
    BatchNormParameters parameters =
        new BatchNormParameters(
            weights.get(name + ".weight").values(),
            weights.get(name + ".bias").values(),
            weights.get(name + ".running_mean").values(),
            weights.get(name + ".running_var").values(),
            norm.epsilon);
    Weight kernel = weights.get(norm.convolution + ".weight");
    float[] values = kernel.values().clone();
    float[] bias = new float[parameters.scale().length];
    parameters.foldInto(values, bias);
    weights.put(norm.convolution + ".weight", new Weight(kernel.shape(), values));
    weights.put(name + ".weight", filled(bias.length, 1));
    weights.put(name + ".bias", new Weight(Shape.of(bias.length), bias));
    weights.put(name + ".running_mean", filled(bias.length, 0));
    weights.put(name + ".running_var", filled(bias.length, (float) (1 - norm.epsilon)));
  }

  private static Weight filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return new Weight(Shape.of(count), values);
  }

  /** Reads the network for its shapes and notes which normalisation reads which convolution. */
  @SuppressWarnings("unchecked")
  private static Map<String, Norm> norms(NeuralNetwork network) {
    Map<String, Norm> norms = new LinkedHashMap<>();
    Map<Object, String> convolutions = new IdentityHashMap<>();
    ShapeOps shapes = new ShapeOps();
    Ops<Shape> watching =
        (Ops<Shape>)
            Proxy.newProxyInstance(
                BatchNormFolding.class.getClassLoader(),
                new Class<?>[] {Ops.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("batchNorm")) {
                    String name = (String) arguments[1];
                    String convolution = convolutions.get(arguments[0]);
                    if (convolution != null && !name.startsWith(CiderNetwork.PREFIX)) {
                      norms.put(name, new Norm(convolution, (Double) arguments[3]));
                    }
                  }
                  Object result = invoke(method, shapes, arguments);
                  if (arguments.length == 2 && arguments[1] instanceof Convolution c && !c.bias()) {
                    convolutions.put(result, c.name());
                  } else {
                    convolutions.remove(result);
                  }
                  return result;
                });
    network.outputs(watching, Shape.of(1, 64, 64, 3));
    return norms;
  }

  private static Object invoke(Method method, Object on, Object[] arguments) throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
