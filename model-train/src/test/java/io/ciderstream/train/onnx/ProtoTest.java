package io.ciderstream.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Expected bytes are those of protobuf's own description of its wire format. */
class ProtoTest {
  @Test
  void shouldWriteVarints() {
    assertThat(hex(new Proto().number(1, 150))).isEqualTo("089601");
    assertThat(hex(new Proto().number(1, 0))).isEqualTo("0800");
    assertThat(hex(new Proto().number(20, 7))).isEqualTo("a00107");
    assertThat(hex(new Proto().number(1, -2))).isEqualTo("08feffffffffffffffff01");
  }

  @Test
  void shouldWriteTextAndMessagesWithTheirLength() {
    assertThat(hex(new Proto().text(2, "testing"))).isEqualTo("120774657374696e67");
    assertThat(hex(new Proto().message(3, new Proto().number(1, 150)))).isEqualTo("1a03089601");
  }

  @Test
  void shouldWriteFloatsInLittleEndian() {
    assertThat(hex(new Proto().fixed(2, 1f))).isEqualTo("150000803f");
  }

  private static String hex(Proto proto) {
    return HexFormat.of().formatHex(proto.toBytes());
  }
}
