/**
 * The subcommand {@link io.ciderstream.overlap.command.AuditOverlapCommand audit-overlap} of {@code
 * cider}, which the command line adds to its own. The calling thread drives.
 */
package io.ciderstream.overlap.command;
