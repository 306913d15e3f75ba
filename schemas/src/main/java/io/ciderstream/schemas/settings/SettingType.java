package io.ciderstream.schemas.settings;

/** How the text of a setting is read. */
public enum SettingType {
  TEXT,
  SECRET,
  BOOLEAN,
  INT,
  LONG,
  DOUBLE,
  LIST
}
