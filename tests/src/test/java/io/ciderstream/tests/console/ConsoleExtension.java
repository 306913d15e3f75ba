package io.ciderstream.tests.console;

import io.ciderstream.schemas.FolderDeletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives one {@link ConsolePage} to all test classes, and leaves the last page before each test. */
final class ConsoleExtension implements BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ConsoleExtension.class);

  /** Is closed by JUnit after the last test of all. */
  private record Shared(Path folder, ConsolePage page) implements AutoCloseable {
    static Shared start() {
      try {
        Path folder = Files.createTempDirectory("console");
        return new Shared(folder, ConsolePage.start(folder.resolve("data")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException("The system of the console did not start", e);
      }
    }

    @Override
    public void close() throws Exception {
      page.close();
      FolderDeletion.delete(folder);
    }
  }

  private static ConsolePage page(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
        .page();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    page(context).forget();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ConsolePage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return page(context);
  }
}
