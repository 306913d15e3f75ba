package io.ciderstream.index.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Float16Test {
  @Test
  void shouldRoundAsJavaDoes() {
    int checked = 0;
    // every sign and exponent, and a mantissa that differs in its low bits too
    for (long bits = 0; bits <= 0xffffffffL; bits += 4099) {
      float number = Float.intBitsToFloat((int) bits);
      if (Math.abs(number) <= Float16.LARGEST) {
        assertThat(Float16.of(number)).as("%s", number).isEqualTo(Float.floatToFloat16(number));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(500_000);
  }

  @Test
  void shouldRoundHalvesToEven() {
    for (short half = 0; half < 0x7bff; half++) {
      float between = (Float.float16ToFloat(half) + Float.float16ToFloat((short) (half + 1))) / 2;
      for (float number : new float[] {between, Math.nextUp(between), Math.nextDown(between)}) {
        assertThat(Float16.of(number)).isEqualTo(Float.floatToFloat16(number));
        assertThat(Float16.of(-number)).isEqualTo(Float.floatToFloat16(-number));
      }
    }
  }
}
