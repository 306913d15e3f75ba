/**
 * Which pictures a step learns from: {@link io.ciderstream.train.learn.plan.GroupBatches} for a set
 * of labelled pictures, {@link io.ciderstream.train.learn.plan.ViewBatches} for labelled and
 * unlabelled ones together. A step's plan is a function of its number and the seed, whatever was
 * asked before.
 */
package io.ciderstream.train.learn.plan;
