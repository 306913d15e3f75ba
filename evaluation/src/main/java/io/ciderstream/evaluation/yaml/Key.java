package io.ciderstream.evaluation.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes the YAML key of a record component; the key is the component's name in kebab case. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** The value of {@link #fallback} that makes a key mandatory. */
  String REQUIRED = "\0";

  /** Returns the value if the key is left out, as written in YAML. */
  String fallback() default REQUIRED;

  /** Returns the smallest valid number. */
  double min() default 0;

  /** Returns the largest valid number. */
  double max() default Double.POSITIVE_INFINITY;

  /**
   * Returns the key's name in earlier versions, which is rejected with a reference to the new one.
   */
  String formerly() default "";
}
