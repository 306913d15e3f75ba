package io.ciderstream.servers.machine;

/**
 * The result of a check.
 *
 * @param check what was checked
 * @param verdict the result in a word
 * @param detail the facts
 * @param remedy what to do; empty if there is nothing to do
 */
public record Finding(String check, Verdict verdict, String detail, String remedy) {
  /** Returns the finding of a check that passed. */
  public static Finding ok(String check, String detail) {
    return new Finding(check, Verdict.OK, detail, "");
  }

  /** Returns the finding of something that works, but may fail later. */
  public static Finding warning(String check, String detail, String remedy) {
    return new Finding(check, Verdict.WARNING, detail, remedy);
  }

  /** Returns the finding of something that does not work. */
  public static Finding problem(String check, String detail, String remedy) {
    return new Finding(check, Verdict.PROBLEM, detail, remedy);
  }
}
