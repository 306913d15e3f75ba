/**
 * The launcher script on machines that lack something: {@link
 * io.ciderstream.tests.launcher.LauncherTest}.
 */
package io.ciderstream.tests.launcher;
