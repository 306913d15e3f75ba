package io.ciderstream.trials.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.faults.catalogue.FaultCatalogue;
import org.junit.jupiter.api.Test;

class FaultCatalogueTest {
  @Test
  void shouldGiveEachFaultANameOfItsOwn() {
    assertThat(FaultCatalogue.all()).extracting(FaultTrial::name).doesNotHaveDuplicates();
  }

  @Test
  void shouldNameAPromiseOfTheContractByItsNumber() {
    assertThat(FaultCatalogue.all())
        .extracting(FaultTrial::promise)
        .allMatch(promise -> promise.matches("[1-7]: .+"));
  }
}
