package io.ciderstream.embedding.describe;

/** The order of the colours of an input. */
public enum ChannelOrder {
  RGB,
  BGR
}
