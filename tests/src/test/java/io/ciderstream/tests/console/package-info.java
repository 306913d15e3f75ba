/**
 * The console in a real browser: {@link io.ciderstream.tests.console.ConsoleIT} drives Debian's
 * chromium by the WebDriver protocol. One thread.
 */
package io.ciderstream.tests.console;
