package io.ciderstream.embedding.natives;

/**
 * Lifts the limits that JavaCPP puts on the memory of a process by default: it counts all resident
 * memory, also that of libraries it did not load, and from four times the Java heap on it first
 * forces garbage collections and then fails with {@code OutOfMemoryError}, however much memory is
 * free. Our native objects are released by {@code PointerScope}, not by the garbage collector.
 *
 * <p>Every program and class that begins to use JavaCPP calls {@link #lift()} first, as JavaCPP
 * reads the properties only once. A limit that the user sets by one of the properties is kept.
 */
public final class MemoryLimits {
  /** JavaCPP's property for the resident memory of the process; 0 is no limit. */
  public static final String RESIDENT = "org.bytedeco.javacpp.maxphysicalbytes";

  /** JavaCPP's property for the memory of its own objects; 0 is no limit. */
  public static final String OBJECTS = "org.bytedeco.javacpp.maxbytes";

  private MemoryLimits() {}

  /** Lifts both limits unless they are set. Has no effect once JavaCPP is in use. */
  public static void lift() {
    lift(RESIDENT, "org.bytedeco.javacpp.maxPhysicalBytes");
    lift(OBJECTS, "org.bytedeco.javacpp.maxBytes");
  }

  private static void lift(String property, String otherSpelling) {
    if (System.getProperty(property) == null && System.getProperty(otherSpelling) == null) {
      System.setProperty(property, "0");
    }
  }
}
