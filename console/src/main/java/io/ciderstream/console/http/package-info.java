/**
 * HTTP without any knowledge of pictures: {@link io.ciderstream.console.http.HttpServer Jetty}, a
 * {@link io.ciderstream.console.http.Router list of routes}, {@link
 * io.ciderstream.console.http.Problem errors as problem details}, and the {@link
 * io.ciderstream.console.http.AccessControl check} of tokens, origins and rates. Each request has
 * its own virtual thread.
 */
package io.ciderstream.console.http;
