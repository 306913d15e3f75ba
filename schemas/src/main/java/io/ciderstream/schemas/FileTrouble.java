package io.ciderstream.schemas;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says in words why a file cannot be used. The message of a {@link FileSystemException} is often
 * the path alone, so never put {@code e.getMessage()} of an {@link IOException} behind a path:
 * write {@code FileTrouble.reason(e)} instead.
 */
public final class FileTrouble {
  private static final String DIRECTORY = "Is a directory"; // as the operating system says it

  private static final Map<Class<? extends IOException>, String> KINDS = kinds();

  private FileTrouble() {}

  private static Map<Class<? extends IOException>, String> kinds() {
    Map<Class<? extends IOException>, String> kinds = new LinkedHashMap<>();
    kinds.put(NoSuchFileException.class, "it does not exist");
    kinds.put(FileNotFoundException.class, "it does not exist or cannot be opened");
    kinds.put(AccessDeniedException.class, "access is denied");
    kinds.put(NotDirectoryException.class, "it is not a directory");
    kinds.put(DirectoryNotEmptyException.class, "the directory is not empty");
    kinds.put(FileAlreadyExistsException.class, "it exists already");
    kinds.put(FileSystemLoopException.class, "its symbolic links form a loop");
    kinds.put(CharacterCodingException.class, "it is not UTF-8 text");
    return kinds;
  }

  /**
   * Returns the reason, to follow a colon: lower case, without the path that the caller names
   * anyway and without a full stop.
   */
  public static String reason(IOException trouble) {
    for (Map.Entry<Class<? extends IOException>, String> kind : KINDS.entrySet()) {
      if (kind.getKey().isInstance(trouble)) {
        return kind.getValue();
      }
    }
    String given =
        trouble instanceof FileSystemException system ? system.getReason() : trouble.getMessage();
    if (given == null) {
      return trouble.getClass().getSimpleName();
    }
    return given.equals(DIRECTORY) ? "it is a directory" : given;
  }
}
