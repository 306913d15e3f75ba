/**
 * The HTTP gateway and web page of the system: it produces to and reads from the topics like any
 * other client. Enter at {@link io.ciderstream.console.Console}. Requests run on virtual threads;
 * each view of a topic has a separate thread, named {@code console-...}.
 */
package io.ciderstream.console;
