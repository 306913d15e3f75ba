package io.ciderstream.evaluation.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component whose keys are directly among those of the enclosing record. A map takes
 * the reader's free keys.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flat {
  /**
   * Returns values for keys that are left out, {@code KEY=VALUE}, instead of those of the
   * components.
   */
  String[] fallbacks() default {};
}
