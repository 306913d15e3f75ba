package io.ciderstream.cli.doctor;

/**
 * What a check found.
 *
 * @param check what was looked at
 * @param verdict how it is
 * @param detail what was found
 * @param remedy what to do; empty if nothing
 */
public record Finding(String check, Verdict verdict, String detail, String remedy) {
  static Finding ok(String check, String detail) {
    return new Finding(check, Verdict.OK, detail, "");
  }

  static Finding warning(String check, String detail, String remedy) {
    return new Finding(check, Verdict.WARNING, detail, remedy);
  }

  static Finding problem(String check, String detail, String remedy) {
    return new Finding(check, Verdict.PROBLEM, detail, remedy);
  }
}
