package io.ciderstream.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  /** Checks that every error names the setting to change, in whatever module it is thrown. */
  @ParameterizedTest
  @CsvSource({
    "VALUE_TOO_LARGE, embedding.max.bytes",
    "PICTURE_TOO_LARGE, embedding.max.pixels",
    "DECODE_TIMEOUT, embedding.decode.timeout.ms",
    "URI_REFUSED, fetch.allowed.hosts",
    "REPLY_TOPIC_REFUSED, searcher.reply.topics",
    "INDEX_UNAVAILABLE, index.uri",
    "REGISTRY_UNAVAILABLE, registry.url",
    "BROKER_UNAVAILABLE, kafka.bootstrap",
    "MODEL_MISSING, model.file",
    "MODEL_INVALID, model.file",
    "MODEL_UNDESCRIBED, model.file",
    "MODEL_DESCRIPTION_INVALID, model.file",
    "MODEL_MISMATCH, index.name",
    "MODEL_MISMATCH, data.dir"
  })
  void shouldNameTheSettingThatCanPreventAnError(ErrorCode code, String setting) {
    assertThat(Catalogue.REMEDIES.message(new CiderException(code, "Why."))).contains(setting);
  }

  @ParameterizedTest
  @CsvSource({"CUDA_UNAVAILABLE", "KEY_INVALID"})
  void shouldAddNothingWhereTheMessageHasToNameIt(ErrorCode code) {
    CiderException error = new CiderException(code, "Why.");
    assertThat(Catalogue.REMEDIES.message(error)).isEqualTo(error.getMessage());
  }
}
