package io.ciderstream.index.rows;

/** A change and the collection that it changes. */
public record TargetedChange(Target target, RowChange change) {}
