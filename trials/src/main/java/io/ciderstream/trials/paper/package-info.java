/**
 * Makes the figures and tables of the paper (Song et al., CVPR 2024) from a folder with data. Enter
 * at {@link io.ciderstream.trials.paper.Paper}. The calling thread drives.
 */
package io.ciderstream.trials.paper;
