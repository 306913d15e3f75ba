package io.ciderstream.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.monitoring.RoleState;
import io.ciderstream.streams.pending.PendingLoad;
import io.ciderstream.streams.runtime.RoleStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredRoleTest {
  @Test
  void shouldShowTheStateOfTheRole() {
    RoleStatus status =
        new RoleStatus(
            "RUNNING",
            false,
            Map.of("embedded", 5L),
            new PendingLoad(3, 300, 7),
            1,
            Optional.of(
                new RoleStatus.Failure(Optional.empty(), "Milvus is away.", Instant.EPOCH)));
    assertThat(MeteredRole.state(status))
        .isEqualTo(new RoleState("RUNNING", false, Optional.of("Milvus is away."), 3, 300, 7));
  }
}
