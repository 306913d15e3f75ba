package io.ciderstream.schemas.settings;

/** The types of settings, by which their texts are read. */
public enum SettingType {
  TEXT,
  SECRET,
  BOOLEAN,
  INT,
  LONG,
  DOUBLE,
  LIST
}
