package io.ciderstream.tests.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.servers.PythonEnvironment;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.tests.clients.Program;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.torch.TorchParameters;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares outputs and gradients of whole networks with the PyTorch module of {@code
 * examples/python}, which is a second implementation of them. Installs some gigabytes of Python
 * packages once; run with {@code -Dcider.torch=true}.
 */
@EnabledIfSystemProperty(named = "cider.torch", matches = "true")
class TorchModuleIT {
  private static final Path EXAMPLES = Path.of("..", "examples", "python").toAbsolutePath();
  private static final int COUNT = 2;
  private static final int HEIGHT = 96;
  private static final int WIDTH = 64;
  private static final int DIMENSION = 128;
  private static final double VANISHED = 1e-15;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backbone=efficientnet-lite0 local=true local.dimension=24 localisation.mask=soft",
        "backbone=efficientnet-lite2 excitation=false context=false pooling.learnt=false"
            + " projection.normalise-before=true projection.batch-norm=false",
        "backbone=resnet18 local=true context.mean-norm=true",
        "backbone=resnet50 localisation=false pooling=average",
      })
  void shouldComputeOutputsAndGradientsLikePyTorch(String options) throws Exception {
    CiderModel model = model(options);
    byte[] pixels = new byte[COUNT * HEIGHT * WIDTH * 3];
    Random random = new Random(5);
    random.nextBytes(pixels);
    float[] factors = new float[COUNT * DIMENSION];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) random.nextGaussian();
    }
    Weights theirs = python(model, pixels, factors);

    try (TorchRunner runner = new TorchRunner(model.network(), model.weights(), 1)) {
      runner
          .run(pixels, COUNT, HEIGHT, WIDTH)
          .forEach((name, values) -> assertClose(values, theirs, "output " + name));
    }
    SequencedMap<String, float[]> gradients = gradients(model, pixels, factors);
    assertThat(gradients).hasSizeGreaterThan(20);
    gradients.forEach((name, values) -> assertClose(values, theirs, "gradient " + name));
  }

  /** Random weights, also where a network starts at zero, so that every block has an effect. */
  private static CiderModel model(String options) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String option : options.split(" ")) {
      texts.put(option.split("=")[0], option.split("=")[1]);
    }
    texts.put("projection.dimension", "" + DIMENSION);
    CiderNetwork network = new CiderNetwork(OptionsText.read(texts));
    Random random = new Random(3);
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    InitialWeights.of(network, new Weights(new LinkedHashMap<>()), 1)
        .byName()
        .forEach(
            (name, weight) -> {
              float[] values = weight.values().clone();
              for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.02 * random.nextGaussian());
              }
              weights.put(name, new Weight(weight.shape(), values));
            });
    return CiderModel.of(
        "random",
        network,
        new Weights(weights),
        SizeGroups.parse("%dx%d".formatted(WIDTH, HEIGHT), ""),
        new LinkedHashMap<>());
  }

  private Weights python(CiderModel model, byte[] pixels, float[] factors) throws Exception {
    Path file = folder.resolve("model.safetensors");
    model.save(file);
    Files.write(folder.resolve("pixels"), pixels);
    ByteBuffer bytes = ByteBuffer.allocate(factors.length * Float.BYTES);
    bytes.asFloatBuffer().put(factors);
    Files.write(folder.resolve("factors"), bytes.array());
    Path script = folder.resolve("torch_gradients.py");
    try (InputStream in = TorchModuleIT.class.getResourceAsStream("/torch_gradients.py")) {
      Files.copy(in, script);
    }
    PythonEnvironment python =
        PythonEnvironment.of(ServerHome.fromSystemProperty(), "torch", TorchModelsIT.PACKAGES);
    Path found = folder.resolve("found.safetensors");
    Program.run(
        folder,
        Map.of(),
        List.of(
            python.program("python"),
            script.toString(),
            EXAMPLES.toString(),
            file.toString(),
            folder.resolve("pixels").toString(),
            folder.resolve("factors").toString(),
            "%dx%dx%d".formatted(COUNT, HEIGHT, WIDTH),
            found.toString()));
    return SafeTensors.read(found).weights();
  }

  private static SequencedMap<String, float[]> gradients(
      CiderModel model, byte[] pixels, float[] factors) {
    SequencedMap<String, float[]> gradients = new LinkedHashMap<>();
    try (TorchParameters parameters =
            new TorchParameters(model.weights(), name -> true, new Device("cpu"));
        PointerScope scope = new PointerScope()) {
      Tensor images = Tensor.create(pixels, false, COUNT, HEIGHT, WIDTH, 3);
      Tensor descriptors =
          model
              .network()
              .outputs(parameters.ops(new TorchMode.Training(name -> false, 1)), images)
              .get(CiderNetwork.DESCRIPTORS);
      descriptors.mul(Tensor.create(factors, COUNT, DIMENSION)).sum().backward();
      parameters
          .trained()
          .forEach(
              (name, tensor) -> {
                if (tensor.grad().defined()) {
                  gradients.put(name, TorchParameters.floats(tensor.grad()));
                }
              });
    }
    return gradients;
  }

  /**
   * Compares direction and length, since an activation next to a bend of its function may lie on
   * either side of it. Random weights saturate some gates, whose gradients vanish.
   */
  private static void assertClose(float[] ours, Weights theirs, String name) {
    float[] expected = theirs.get(name).values();
    assertThat(ours).as(name).hasSameSizeAs(expected);
    double length = Math.sqrt(product(expected, expected));
    if (length > VANISHED) {
      double own = Math.sqrt(product(ours, ours));
      assertThat(product(ours, expected) / length / own).as(name).isGreaterThan(0.9995);
      assertThat(own / length).as(name).isCloseTo(1, within(0.02));
    }
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
