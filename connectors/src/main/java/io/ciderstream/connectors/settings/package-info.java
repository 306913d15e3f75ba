/**
 * The sink's settings. {@link io.ciderstream.connectors.settings.SinkSettings} reads and checks all
 * of them; the fragments for rows and for the progress topic define their own. Immutable after
 * construction; any thread.
 */
package io.ciderstream.connectors.settings;
