package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.avro.Image;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Settings of Avro, made once per JVM: to trust the records of this project, and to reject values
 * that announce more bytes than a record can have. {@link AvroSerdes} does it by itself; call it
 * where records are built without one.
 */
public final class AvroGuards {
  private static final String MAX_BYTES = Integer.toString(64 << 20);
  private static final String TRUSTED = Image.class.getPackageName();

  private static boolean installed;

  private AvroGuards() {}

  /** Configures Avro; repeating it changes nothing. */
  public static synchronized void install() {
    if (installed) {
      return;
    }
    installed = true;
    setUnlessSet("org.apache.avro.limits.bytes.maxLength");
    setUnlessSet("org.apache.avro.limits.string.maxLength");
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(TRUSTED)));
  }

  // Avro allocates what a record announces, before it has seen as many bytes
  private static void setUnlessSet(String limit) {
    if (System.getProperty(limit) == null) {
      System.setProperty(limit, MAX_BYTES);
    }
  }
}
