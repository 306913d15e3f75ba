package io.ciderstream.train.ops;

/** The exponent of a power. */
public sealed interface Exponent {
  /** A constant. */
  record Fixed(double value) implements Exponent {
    @Override
    public Exponent inverse() {
      return new Fixed(1 / value);
    }
  }

  /**
   * A parameter of one number, more than 0.
   *
   * @param name of the parameter, shape [1]
   * @param inverted whether 1 divided by it is the exponent
   */
  record Learnt(String name, boolean inverted) implements Exponent {
    @Override
    public Exponent inverse() {
      return new Learnt(name, !inverted);
    }
  }

  /** Returns 1 divided by this. */
  Exponent inverse();
}
