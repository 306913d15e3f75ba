/**
 * The two sides of an audit: {@link io.ciderstream.overlap.list.TrainingList} keeps the training
 * pictures on disk and reads them part by part, {@link io.ciderstream.overlap.list.EvaluationSide}
 * has the pictures that a model is evaluated on, and {@link io.ciderstream.overlap.list.ClassNames}
 * says what the classes are called. One thread.
 */
package io.ciderstream.overlap.list;
