/**
 * Administration of topics that every client of the log shares. Enter at {@link
 * io.ciderstream.client.admin.TopicLeaders}; its calls block the caller's thread.
 */
package io.ciderstream.client.admin;
