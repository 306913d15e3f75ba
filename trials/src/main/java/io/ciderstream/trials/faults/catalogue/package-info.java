/**
 * The rows of the fault table: {@link io.ciderstream.trials.faults.catalogue.FaultCatalogue} lists
 * them; a new fault goes into the class of its kind. The calling thread runs them.
 */
package io.ciderstream.trials.faults.catalogue;
