import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Verification;
import io.ciderstream.client.CiderClient;
import io.ciderstream.client.ClientOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Usage: Find BOOTSTRAP REGISTRY_URL PICTURE. Puts a picture, finds it, deletes it. */
public final class Find {
  public static void main(String[] args) throws Exception {
    byte[] picture = Files.readAllBytes(Path.of(args[2]));
    String id = "java-" + UUID.randomUUID();

    // [client]
    try (CiderClient client = CiderClient.connect(ClientOptions.of(args[0], args[1]))) {
      PartitionOffset put = client.put(id, picture, Map.of("shop", "north")).join();

      Query query =
          Query.newBuilder()
              .setContent(ByteBuffer.wrap(picture))
              .setTopK(3)
              .setVerify(20) // compares the first 20; the model must have local features
              .setFilter("metadata[\"shop\"] == \"north\"")
              .setAtLeast(List.of(put)) // only from an index that holds what was just put
              .build();
      Reply reply = client.search(query).join();

      for (Match match : reply.getMatches()) {
        Verification verification = match.getVerification();
        int inliers = verification == null ? 0 : verification.getInliers();
        System.out.println(match.getScore() + " " + inliers + " inliers " + match.getImageId());
      }
      client.delete(id).join();
      // [end]
      if (!reply.getMatches().getFirst().getImageId().equals(id)) {
        throw new IllegalStateException(reply.toString());
      }
      System.out.println("found " + id);
    }
  }
}
