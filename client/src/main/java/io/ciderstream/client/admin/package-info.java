/**
 * Creates topics ({@link io.ciderstream.client.admin.TopicLeaders}) and reads how far topics and
 * consumer groups are ({@link io.ciderstream.client.admin.ClusterView}). Each object belongs to one
 * thread.
 */
package io.ciderstream.client.admin;
