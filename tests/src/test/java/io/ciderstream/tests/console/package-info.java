/**
 * The console in a real browser: {@link io.ciderstream.tests.console.ConsoleSearchIT} drives
 * Debian's chromium by the WebDriver protocol; {@link
 * io.ciderstream.tests.console.UnseenPicturesIT} starts it late. One thread.
 */
package io.ciderstream.tests.console;
