package io.ciderstream.trials.faults.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The kinds of records that a system must reject, each with the code it must give. */
public enum Poison {
  /** No key. */
  NO_KEY(ErrorCode.KEY_INVALID) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return bare(null, picture(id));
    }
  },
  /** A key with a control character. */
  CONTROL_CHARACTER(ErrorCode.KEY_INVALID) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return bare((id + "\n").getBytes(UTF_8), picture(id));
    }
  },
  /** A key of 600 bytes. */
  LONG_KEY(ErrorCode.KEY_INVALID) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return bare((id + "x".repeat(600)).getBytes(UTF_8), picture(id));
    }
  },
  /** A key that is not UTF-8. */
  BROKEN_KEY(ErrorCode.KEY_INVALID) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return bare(new byte[] {(byte) 0xC3, 0x28, (byte) id.hashCode()}, picture(id));
    }
  },
  /** A value without bytes. */
  EMPTY_VALUE(ErrorCode.VALUE_EMPTY) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return of(id, new byte[0]);
    }
  },
  /** More bytes than a picture may have. */
  LARGE_VALUE(ErrorCode.VALUE_TOO_LARGE) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return of(id, Arrays.copyOf(picture(id), 21 << 20));
    }
  },
  /** Text. */
  NO_PICTURE(ErrorCode.FORMAT_UNKNOWN) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return of(id, ("no picture but text: " + id).getBytes(UTF_8));
    }
  },
  /** HEIC, which is known and not read. */
  HEIC(ErrorCode.FORMAT_UNSUPPORTED) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      byte[] start = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c', 0, 0, 0, 0};
      return of(id, Arrays.copyOf(start, 200));
    }
  },
  /** A picture whose second half is missing. */
  TRUNCATED(ErrorCode.PICTURE_CORRUPT) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      byte[] whole = picture(id);
      return of(id, Arrays.copyOf(whole, whole.length / 2));
    }
  },
  /** A header that announces two billion pixels. */
  BOMB(ErrorCode.PICTURE_TOO_LARGE) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      return of(id, hugePng());
    }
  },
  /** Confluent's framing around noise. */
  BROKEN_AVRO(ErrorCode.AVRO_INVALID) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      byte[] noise = new byte[60];
      new Random(id.hashCode()).nextBytes(noise);
      return of(id, ByteBuffer.allocate(65).put((byte) 0).putInt(999_999).put(noise).array());
    }
  },
  /** Metadata that is no number. */
  BROKEN_METADATA(ErrorCode.METADATA_INVALID) {
    @Override
    ProducerRecord<byte[], byte[]> record(String id) {
      ProducerRecord<byte[], byte[]> record = of(id, picture(id));
      record.headers().add(HeaderNames.META_NUMBER_PREFIX + "price", "cheap".getBytes(UTF_8));
      return record;
    }
  };

  /** Header: the code that the dead letter of a record must have. */
  public static final String EXPECTED = "trial.expected.code";

  private static final TrialPictures PICTURES = new TrialPictures();

  private final ErrorCode code;

  Poison(ErrorCode code) {
    this.code = code;
  }

  /**
   * Returns a record of this kind.
   *
   * @param id of the picture that it seems to be
   */
  abstract ProducerRecord<byte[], byte[]> record(String id);

  /** Returns a record of this kind that says by a header which code its dead letter must have. */
  public ProducerRecord<byte[], byte[]> marked(String id) {
    ProducerRecord<byte[], byte[]> record = record(id);
    record.headers().add(EXPECTED, code.name().getBytes(UTF_8));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> of(String id, byte[] value) {
    return bare(id.getBytes(UTF_8), value);
  }

  private static ProducerRecord<byte[], byte[]> bare(byte[] key, byte[] value) {
    return new ProducerRecord<>(Topics.DEFAULT.images(), key, value);
  }

  private static byte[] picture(String id) {
    return PICTURES.jpeg(id.hashCode(), id);
  }

  private static byte[] hugePng() {
    ByteBuffer png = ByteBuffer.allocate(33);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.putInt(13).put(new byte[] {'I', 'H', 'D', 'R'}).putInt(50_000).putInt(40_000);
    png.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(png.array(), 12, 17);
    return png.putInt((int) sum.getValue()).array();
  }
}
