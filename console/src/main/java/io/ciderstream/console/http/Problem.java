package io.ciderstream.console.http;

import io.ciderstream.schemas.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** An error as problem details of RFC 9457, with our error code where there is one. */
public final class Problem extends RuntimeException {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Map<ErrorCode, Integer> STATUS =
      Map.of(
          ErrorCode.VALUE_TOO_LARGE, HttpStatus.PAYLOAD_TOO_LARGE_413,
          ErrorCode.PICTURE_TOO_LARGE, HttpStatus.PAYLOAD_TOO_LARGE_413,
          ErrorCode.FORMAT_UNKNOWN, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          ErrorCode.PICTURE_CORRUPT, HttpStatus.UNPROCESSABLE_ENTITY_422,
          ErrorCode.DECODE_TIMEOUT, HttpStatus.UNPROCESSABLE_ENTITY_422,
          ErrorCode.IMAGE_UNKNOWN, HttpStatus.NOT_FOUND_404,
          ErrorCode.URI_NOT_FOUND, HttpStatus.NOT_FOUND_404,
          ErrorCode.DEADLINE_PASSED, HttpStatus.GATEWAY_TIMEOUT_504);

  private final int status;
  private final transient Map<String, Object> members = new LinkedHashMap<>();

  private Problem(int status, String type, String title, String detail) {
    super(detail);
    this.status = status;
    members.put("type", type);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
  }

  /** Returns an error of HTTP itself. */
  public static Problem of(int status, String detail) {
    return new Problem(status, "about:blank", HttpStatus.getMessage(status), detail);
  }

  /** Returns one of this project's errors with its message. */
  public static Problem of(ErrorCode code, String message) {
    int status =
        STATUS.getOrDefault(
            code,
            switch (code.kind()) {
              case INPUT -> HttpStatus.BAD_REQUEST_400;
              case DEPENDENCY -> HttpStatus.SERVICE_UNAVAILABLE_503;
              case RECORD, CONFIGURATION -> HttpStatus.INTERNAL_SERVER_ERROR_500;
            });
    return new Problem(status, "urn:cider:error:" + code, code.meaning(), message)
        .with("code", code.name());
  }

  /** Adds a member. */
  public Problem with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the members of the JSON object. */
  public Map<String, Object> members() {
    return Map.copyOf(members);
  }
}
