package io.ciderstream.trials;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** JSON of reports: a number that is not finite, which JSON lacks, is null. */
public final class ReportJson {
  private ReportJson() {}

  /** Returns a writer and reader of indented JSON. */
  public static Gson create() {
    return new GsonBuilder()
        .setPrettyPrinting()
        .registerTypeAdapter(Double.class, new Finite())
        .registerTypeAdapter(double.class, new Finite())
        .create();
  }

  private static final class Finite extends TypeAdapter<Double> {
    @Override
    public void write(JsonWriter out, Double value) throws IOException {
      if (value == null || !Double.isFinite(value)) {
        out.nullValue();
      } else {
        out.value(value);
      }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return Double.NaN;
      }
      return in.nextDouble();
    }
  }
}
