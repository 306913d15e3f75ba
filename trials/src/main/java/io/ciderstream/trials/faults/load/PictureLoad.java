package io.ciderstream.trials.faults.load;

import io.ciderstream.trials.measure.PacedLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sends new, changed and deleted pictures at a fixed rate on its own thread until it is closed. */
public final class PictureLoad implements AutoCloseable {
  private static final int MOST_ALIVE = 400;

  private final String prefix;
  private final LoadMix mix;
  private final RecordedProducer producer;
  private final TrialPictures pictures;
  private final Random random;
  private final List<String> alive = new ArrayList<>();
  private final PacedLoop loop;
  private int ids;
  private int poisoned;

  private PictureLoad(
      String prefix, LoadMix mix, RecordedProducer producer, TrialPictures pictures) {
    this.prefix = prefix;
    this.mix = mix;
    this.producer = producer;
    this.pictures = pictures;
    this.random = new Random(prefix.hashCode());
    this.loop = PacedLoop.start("picture-load", mix.perSecond(), this::send);
  }

  /**
   * Starts to send.
   *
   * @param prefix of all ids
   * @param producer stays open
   */
  public static PictureLoad start(
      String prefix, LoadMix mix, RecordedProducer producer, TrialPictures pictures) {
    return new PictureLoad(prefix, mix, producer, pictures);
  }

  private void send(int number) {
    double choice = random.nextDouble();
    if (choice < mix.poison()) {
      Poison[] kinds = Poison.values();
      producer.send(kinds[poisoned % kinds.length].marked(prefix + "-poison-" + poisoned));
      poisoned++;
      return;
    }
    choice = random.nextDouble();
    if (!alive.isEmpty() && choice < mix.deletions()) {
      producer.delete(alive.remove(random.nextInt(alive.size())));
      return;
    }
    boolean update = choice < mix.deletions() + mix.updates() || alive.size() >= MOST_ALIVE;
    String id = update && !alive.isEmpty() ? alive.get(random.nextInt(alive.size())) : newId();
    producer.put(id, pictures.jpeg(random.nextInt(), id + " " + number));
  }

  private String newId() {
    String id = "%s-%d".formatted(prefix, ids++);
    alive.add(id);
    return id;
  }

  /** Ends the load and waits until all of it is acknowledged. */
  @Override
  public void close() {
    loop.close();
    producer.flush();
  }
}
