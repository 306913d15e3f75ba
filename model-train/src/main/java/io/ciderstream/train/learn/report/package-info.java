/**
 * The reports of a run: figures per step ({@link io.ciderstream.train.learn.report.MetricsCsv}) and
 * a page of curves and pictures ({@link io.ciderstream.train.learn.report.ReportPage}) that needs
 * no other file. Written on the training thread.
 */
package io.ciderstream.train.learn.report;
