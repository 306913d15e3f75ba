/**
 * What a run tells of itself: figures per step ({@link
 * io.ciderstream.train.learn.report.MetricsCsv}) and a page of curves and pictures ({@link
 * io.ciderstream.train.learn.report.ReportPage}) that needs nothing else to be looked at. Written
 * on the training thread.
 */
package io.ciderstream.train.learn.report;
