package io.ciderstream.evaluation.pickle;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Reads one Python pickle of the few things that checkpoints and ground truths hold: numbers,
 * strings, tuples, lists, dictionaries, tensors. Calls nothing: what is known to accompany tensors
 * in checkpoints, such as command line arguments, is skipped, and any other global is rejected, so
 * a hostile file can't run code.
 */
public final class Pickle {
  private static final Object MARK = new Object();
  private static final String STORAGE = "storage";

  /** What training programs keep in addition to tensors; not used here. */
  private static final Set<String> SKIPPED =
      Set.of(
          "argparse.Namespace",
          "_codecs.encode",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "numpy.dtype",
          "torch.device");

  private final ByteBuffer in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private Pickle(ByteBuffer in) {
    this.in = in;
  }

  /** A name to call. */
  record Global(String name) {}

  /** Where a tensor's values are. */
  public record Storage(String type, String key, int count) {
    public NumberType numbers() {
      return NumberType.ofStorage(type)
          .orElseThrow(() -> new IllegalArgumentException("storage %s is %s".formatted(key, type)));
    }
  }

  /** A view of a storage. Strides and offset count values. */
  public record Tensor(Storage storage, int offset, List<Integer> shape, List<Integer> strides) {}

  /** An object that was skipped. */
  record Opaque(String name) {}

  /** Python's None, which a deque can't hold as null. */
  enum None {
    NONE
  }

  /**
   * Reads up to the end of one pickle. Lists and tuples become lists, dictionaries maps.
   *
   * @param in little-endian; its position is after the pickle afterwards
   * @throws IllegalArgumentException if it is none, or holds something unknown
   */
  public static Object read(ByteBuffer in) {
    try {
      return new Pickle(in).run();
    } catch (BufferUnderflowException | ClassCastException | NoSuchElementException e) {
      throw new IllegalArgumentException(
          "not a pickle of the supported types at byte " + in.position(), e);
    }
  }

  private Object run() {
    while (true) {
      int at = in.position();
      int code = in.get() & 0xff;
      switch (code) {
        case 0x80 -> in.get();
        case '.' -> {
          return stack.pop();
        }
        case '(' -> stack.push(MARK);
        case ')' -> stack.push(List.of());
        case ']' -> stack.push(new ArrayList<>());
        case '}' -> stack.push(new LinkedHashMap<>());
        case 'N' -> stack.push(None.NONE);
        case 0x88 -> stack.push(true);
        case 0x89 -> stack.push(false);
        case 'K' -> stack.push(in.get() & 0xff);
        case 'M' -> stack.push(in.getShort() & 0xffff);
        case 'J' -> stack.push(in.getInt());
        case 0x8a -> stack.push(text(in.get() & 0xff, StandardCharsets.ISO_8859_1));
        case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
        case 'U' -> stack.push(text(in.get() & 0xff, StandardCharsets.ISO_8859_1));
        case 0x8c -> stack.push(text(in.get() & 0xff, StandardCharsets.UTF_8));
        case 0x95 -> in.getLong(); // length of a frame
        case 0x94 -> memo.put(memo.size(), stack.peek());
        case 'X' -> stack.push(text(in.getInt(), StandardCharsets.UTF_8));
        case 'c' -> stack.push(new Global(line() + "." + line()));
        case 'q' -> memo.put(in.get() & 0xff, stack.peek());
        case 'r' -> memo.put(in.getInt(), stack.peek());
        case 'h' -> stack.push(recall(in.get() & 0xff));
        case 'j' -> stack.push(recall(in.getInt()));
        case 't' -> stack.push(toMark());
        case 0x85 -> stack.push(last(1));
        case 0x86 -> stack.push(last(2));
        case 0x87 -> stack.push(last(3));
        case 's' -> putAll(last(2));
        case 'u' -> putAll(toMark());
        case 'a' -> appendAll(List.of(stack.pop()));
        case 'e' -> appendAll(toMark());
        case 'Q' -> stack.push(storage(Pickle.<List<?>>as(stack.pop())));
        case 'R' -> stack.push(call(Pickle.<List<?>>as(stack.pop()), (Global) stack.pop()));
        case 0x81 -> stack.push(call(Pickle.<List<?>>as(stack.pop()), (Global) stack.pop()));
        case 'b' -> stack.pop(); // attributes of an object are not used
        default ->
            throw new IllegalArgumentException(
                "unknown pickle code 0x%02x at byte %d".formatted(code, at));
      }
    }
  }

  private static Object call(List<?> arguments, Global global) {
    return switch (global.name()) {
      case "collections.OrderedDict", "collections.defaultdict" -> new LinkedHashMap<>();
      case "torch._utils._rebuild_parameter", "torch.Size" -> arguments.getFirst();
      case "torch._utils._rebuild_tensor_v2" ->
          new Tensor(
              (Storage) arguments.get(0),
              (Integer) arguments.get(1),
              as(arguments.get(2)),
              as(arguments.get(3)));
      case String name when SKIPPED.contains(name) -> new Opaque(name);
      default -> throw new IllegalArgumentException("refused to call " + global.name());
    };
  }

  private Object recall(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no memo " + key);
    }
    return value;
  }

  private static Storage storage(List<?> id) {
    if (!STORAGE.equals(id.get(0))) {
      throw new IllegalArgumentException("unknown persistent id " + id);
    }
    return new Storage(((Global) id.get(1)).name(), (String) id.get(2), (Integer) id.get(4));
  }

  private void putAll(List<Object> pairs) {
    Map<Object, Object> map = as(stack.element());
    for (int i = 0; i < pairs.size(); i += 2) {
      map.put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private void appendAll(List<Object> values) {
    Pickle.<List<Object>>as(stack.element()).addAll(values);
  }

  private List<Object> toMark() {
    List<Object> values = new ArrayList<>();
    for (Object value = stack.pop(); value != MARK; value = stack.pop()) {
      values.addFirst(value);
    }
    return values;
  }

  private List<Object> last(int count) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.addFirst(stack.pop());
    }
    return values;
  }

  private String text(int length, Charset charset) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, charset);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
      line.append(c);
    }
    return line.toString();
  }

  @SuppressWarnings("unchecked")
  private static <T> T as(Object value) {
    return (T) value;
  }
}
