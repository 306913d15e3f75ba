/**
 * The operations of the HTTP API, one class a subject; {@link io.ciderstream.console.api.ApiRoutes}
 * lists their routes, and {@code openapi.json} documents them. Any thread; what waits, waits on the
 * request's own virtual thread.
 */
package io.ciderstream.console.api;
